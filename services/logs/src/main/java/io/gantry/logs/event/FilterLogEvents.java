package io.gantry.logs.event;

import io.gantry.base.Env;
import io.gantry.logs.group.LogGroup;
import io.gantry.logs.group.LogGroups;
import io.gantry.logs.group.LogsErrors;
import io.gantry.logs.pattern.FilterPattern;
import io.gantry.logs.port.LogStore;
import io.gantry.logs.port.Place;
import io.gantry.logs.port.Query;
import io.gantry.logs.port.Slice;
import io.gantry.logs.port.StoredEvent;
import io.gantry.logs.stream.LogStream;
import io.gantry.logs.stream.LogStreams;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;

/**
 * Searches the streams of a group. Events come interleaved by time, as AWS does since 2019 whatever {@code interleaved} says.
 * {@code aws logs tail} asks this with the time of the latest event that it has seen.
 */
public final class FilterLogEvents implements Operation<FilterLogEventsRequest, FilterLogEventsResponse> {
    private static final int PAGE = 10_000;

    private final StateStore store;
    private final LogStore events;
    private final Env env;

    public FilterLogEvents(StateStore store, LogStore events, Env env) {
        this.store = store;
        this.events = events;
        this.env = env;
    }

    @Override
    public FilterLogEventsResponse call(FilterLogEventsRequest in, CallContext call) {
        View view = store.view();
        LogGroup group = LogGroups.required(view, call, LogGroups.name(in.logGroupName(), in.logGroupIdentifier()));
        FilterPattern pattern =
                FilterPattern.parse(Optional.ofNullable(in.filterPattern()).orElse(""));
        Map<String, String> names = new LinkedHashMap<>();
        streams(view, group, in).forEach(stream -> names.put(stream.storageId(), stream.name()));
        TimeRange range = TimeRange.of(in.startTime(), in.endTime(), 1, group.keptSince(env.now()));
        Query all = Query.all(group.storageId(), names.keySet(), in.limit() == null ? PAGE : in.limit())
                .between(range.from(), range.to())
                .where(pattern.test());
        Query query = Optional.ofNullable(in.nextToken())
                .map(FilterLogEvents::place)
                .map(all::beyond)
                .orElse(all);
        Slice slice = Reads.read(events, env, query);
        return FilterLogEventsResponse.builder()
                .events(slice.events().stream()
                        .map(event -> shape(event, names))
                        .toList())
                .searchedLogStreams(List.of())
                .nextToken(slice.more() ? slice.events().getLast().place().text() : null)
                .build();
    }

    private static List<LogStream> streams(View view, LogGroup group, FilterLogEventsRequest in) {
        String prefix = Optional.ofNullable(in.logStreamNamePrefix()).orElse("");
        if (in.hasLogStreamNames() && !prefix.isEmpty()) {
            throw LogsErrors.invalid("Cannot specify both logStreamNames and logStreamNamePrefix.");
        }
        return in.hasLogStreamNames()
                ? in.logStreamNames().stream()
                        .map(name -> LogStreams.required(view, group, name))
                        .toList()
                : LogStreams.withPrefix(view, group, prefix);
    }

    private static Place place(String token) {
        return Place.parse(token).orElseThrow(() -> LogsErrors.invalid("The specified nextToken is invalid."));
    }

    private static FilteredLogEvent shape(StoredEvent event, Map<String, String> names) {
        return FilteredLogEvent.builder()
                .logStreamName(names.get(event.stream()))
                .timestamp(event.place().timestamp())
                .message(event.message())
                .ingestionTime(event.ingestionTime())
                .eventId(event.place().text())
                .build();
    }
}
