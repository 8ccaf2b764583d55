package io.gantry.logs.stream;

import io.gantry.base.Page;
import io.gantry.logs.group.Listing;
import io.gantry.logs.group.LogGroup;
import io.gantry.logs.group.LogGroups;
import io.gantry.logs.group.LogsErrors;
import io.gantry.logs.port.LogStore;
import io.gantry.logs.port.LogStore.StreamSummary;
import io.gantry.logs.port.Place;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;

/** Lists the streams of a group by name or by their latest event. */
public final class DescribeLogStreams implements Operation<DescribeLogStreamsRequest, DescribeLogStreamsResponse> {
    private final StateStore store;
    private final LogStore events;

    public DescribeLogStreams(StateStore store, LogStore events) {
        this.store = store;
        this.events = events;
    }

    @Override
    public DescribeLogStreamsResponse call(DescribeLogStreamsRequest in, CallContext call) {
        boolean byTime = in.orderBy() == OrderBy.LAST_EVENT_TIME;
        String prefix = Optional.ofNullable(in.logStreamNamePrefix()).orElse("");
        if (byTime && !prefix.isEmpty()) {
            throw LogsErrors.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
        }
        View view = store.view();
        LogGroup group = LogGroups.required(view, call, LogGroups.name(in.logGroupName(), in.logGroupIdentifier()));
        List<LogStream> streams = LogStreams.withPrefix(view, group, prefix);
        Function<LogStream, String> key = byTime ? this::byLastEvent : LogStream::name;
        Page<LogStream> page = Listing.page(
                streams, key, Optional.ofNullable(in.nextToken()), in.limit(), Boolean.TRUE.equals(in.descending()));
        return DescribeLogStreamsResponse.builder()
                .logStreams(page.items().stream().map(one -> shape(group, one)).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private String byLastEvent(LogStream stream) {
        long last =
                events.summary(stream.events()).map(StreamSummary::lastEvent).orElse(0L);
        return new Place(last, 0).text() + stream.name();
    }

    private software.amazon.awssdk.services.cloudwatchlogs.model.LogStream shape(LogGroup group, LogStream stream) {
        var shape = software.amazon.awssdk.services.cloudwatchlogs.model.LogStream.builder()
                .logStreamName(stream.name())
                .creationTime(stream.createdAt().toEpochMilli())
                .arn(group.arn() + ":log-stream:" + stream.name());
        events.summary(stream.events())
                .ifPresent(summary -> shape.firstEventTimestamp(summary.firstEvent())
                        .lastEventTimestamp(summary.lastEvent())
                        .lastIngestionTime(summary.lastIngestion())
                        .uploadSequenceToken(SequenceToken.next(summary)));
        return shape.build();
    }
}
