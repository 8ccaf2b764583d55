package io.gantry.logs.event;

import io.gantry.base.Env;
import io.gantry.logs.group.LogGroup;
import io.gantry.logs.group.LogGroups;
import io.gantry.logs.port.LogStore;
import io.gantry.logs.port.Place;
import io.gantry.logs.port.Query;
import io.gantry.logs.port.StoredEvent;
import io.gantry.logs.stream.LogStream;
import io.gantry.logs.stream.LogStreams;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.GetLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;

/**
 * Reads one stream in pages, either way. Every page tells both ways on; who gets the token back that it gave has reached the
 * end, for now.
 */
public final class GetLogEvents implements Operation<GetLogEventsRequest, GetLogEventsResponse> {
    private static final int PAGE = 10_000;

    private final StateStore store;
    private final LogStore events;
    private final Env env;

    public GetLogEvents(StateStore store, LogStore events, Env env) {
        this.store = store;
        this.events = events;
        this.env = env;
    }

    @Override
    public GetLogEventsResponse call(GetLogEventsRequest in, CallContext call) {
        View view = store.view();
        LogGroup group = LogGroups.required(view, call, LogGroups.name(in.logGroupName(), in.logGroupIdentifier()));
        LogStream stream = LogStreams.required(view, group, in.logStreamName());
        TimeRange range = TimeRange.of(in.startTime(), in.endTime(), 0, group.keptSince(env.now()));
        Optional<PageToken> token = Optional.ofNullable(in.nextToken()).map(PageToken::parse);
        boolean forward = token.map(PageToken::forward).orElse(Boolean.TRUE.equals(in.startFromHead()));
        int limit = in.limit() == null ? PAGE : in.limit();
        Query all =
                Query.all(group.storageId(), Set.of(stream.storageId()), limit).between(range.from(), range.to());
        Query turned = forward ? all : all.descending();
        Query query = token.map(at -> turned.beyond(at.place())).orElse(turned);
        List<StoredEvent> found = Reads.read(events, env, query).events();
        return answer(forward ? found : found.reversed(), token, range);
    }

    private static GetLogEventsResponse answer(List<StoredEvent> found, Optional<PageToken> token, TimeRange range) {
        PageToken on;
        PageToken back;
        if (found.isEmpty()) {
            // Nothing that way: the same token again, so that asking with it later finds what came meanwhile.
            PageToken here = token.orElseGet(() ->
                    new PageToken(true, new Place(Math.max(0, range.from() - 1), Long.MAX_VALUE)));
            on = here.forward() ? here : here.turned();
            back = here.forward() ? here.turned() : here;
        } else {
            on = new PageToken(true, found.getLast().place());
            back = new PageToken(false, found.getFirst().place());
        }
        return GetLogEventsResponse.builder()
                .events(found.stream().map(GetLogEvents::shape).toList())
                .nextForwardToken(on.text())
                .nextBackwardToken(back.text())
                .build();
    }

    private static OutputLogEvent shape(StoredEvent event) {
        return OutputLogEvent.builder()
                .timestamp(event.place().timestamp())
                .message(event.message())
                .ingestionTime(event.ingestionTime())
                .build();
    }
}
