package io.gantry.logs.event;

import io.gantry.base.AwsError;
import io.gantry.base.Env;
import io.gantry.base.Limits;
import io.gantry.logs.group.LogGroup;
import io.gantry.logs.group.LogGroups;
import io.gantry.logs.group.LogsErrors;
import io.gantry.logs.port.LogEvent;
import io.gantry.logs.port.LogStore;
import io.gantry.logs.port.LogStore.Appended;
import io.gantry.logs.port.LogStore.Position;
import io.gantry.logs.port.LogStore.StreamSummary;
import io.gantry.logs.stream.LogStream;
import io.gantry.logs.stream.LogStreams;
import io.gantry.logs.stream.SequenceToken;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.RejectedLogEventsInfo;

/**
 * Keeps a batch of events; when it answers they are on disk. Sequence tokens are ignored, as AWS does today, but for our
 * own ({@link SequenceToken}), which are treated as AWS treated all of them before 2023.
 */
public final class PutLogEvents implements Operation<PutLogEventsRequest, PutLogEventsResponse> {
    private final StateStore store;
    private final LogStore events;
    private final Env env;

    public PutLogEvents(StateStore store, LogStore events, Env env) {
        this.store = store;
        this.events = events;
        this.env = env;
    }

    @Override
    public PutLogEventsResponse call(PutLogEventsRequest in, CallContext call) {
        View view = store.view();
        LogGroup group = LogGroups.required(view, call, in.logGroupName());
        LogStream stream = LogStreams.required(view, group, in.logStreamName());
        if (in.entity() != null) {
            throw LogsErrors.unsupportedValue("entity", "events belong to their stream alone.");
        }
        Instant now = env.now();
        Batch batch = Batch.of(
                in.logEvents().stream()
                        .map(event -> new LogEvent(event.timestamp(), event.message()))
                        .toList(),
                now,
                group.keptSince(now));
        if (!batch.kept().isEmpty()) {
            Optional<Position> position =
                    Optional.ofNullable(in.sequenceToken()).flatMap(SequenceToken::position);
            keep(stream, batch.kept(), now, position);
        }
        PutLogEventsResponse.Builder answer =
                PutLogEventsResponse.builder().nextSequenceToken(next(stream).orElse(null));
        rejected(batch).ifPresent(answer::rejectedLogEventsInfo);
        return answer.build();
    }

    @Override
    public int requestBytes() {
        return Limits.LARGEST_REQUEST_BYTES;
    }

    private void keep(LogStream stream, List<LogEvent> kept, Instant now, Optional<Position> position) {
        Appended appended;
        try {
            appended = events.append(stream.events(), kept, now, position);
        } catch (LogStore.Unavailable full) {
            env.faults().report("log store", full);
            throw LogsErrors.unavailable();
        }
        switch (appended) {
            case Appended.Kept() -> {}
            case Appended.KeptBefore(String token) ->
                throw refused(
                        "DataAlreadyAcceptedException",
                        "The given batch of log events has already been accepted.",
                        token);
            case Appended.OutOfTurn(String token) ->
                throw refused("InvalidSequenceTokenException", "The given sequenceToken is invalid.", token);
        }
    }

    private static AwsError refused(String code, String message, String token) {
        return AwsError.client(code, message + " The next expected sequenceToken is: " + token)
                .withMembers(Map.of("expectedSequenceToken", token));
    }

    private Optional<String> next(LogStream stream) {
        return events.summary(stream.events()).map((StreamSummary summary) -> SequenceToken.next(summary));
    }

    private static Optional<RejectedLogEventsInfo> rejected(Batch batch) {
        if (batch.tooOld() == 0 && batch.expired() == 0 && batch.tooNew().isEmpty()) {
            return Optional.empty();
        }
        RejectedLogEventsInfo.Builder info = RejectedLogEventsInfo.builder();
        if (batch.tooOld() > 0) {
            info.tooOldLogEventEndIndex(batch.tooOld());
        }
        if (batch.expired() > 0) {
            info.expiredLogEventEndIndex(batch.expired());
        }
        batch.tooNew().ifPresent(info::tooNewLogEventStartIndex);
        return Optional.of(info.build());
    }
}
