package io.gantry.logs.event;

import io.gantry.logs.group.LogsErrors;
import io.gantry.logs.port.LogEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The events of one call, and which of them are kept.
 *
 * @param kept ascending by time
 * @param tooOld how many at the start are too old for any group
 * @param expired how many at the start are too old for this group's retention
 * @param tooNew the index of the first that is too far in the future
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html">CloudWatch Logs:
 *     PutLogEvents</a>
 */
record Batch(List<LogEvent> kept, int tooOld, int expired, Optional<Integer> tooNew) {
    private static final int MOST_BYTES = 1_048_576;
    private static final int BYTES_BESIDE = 26;
    private static final Duration OLDEST = Duration.ofDays(14);
    private static final Duration NEWEST = Duration.ofHours(2);
    private static final Duration SPAN = Duration.ofHours(24);

    Batch {
        kept = List.copyOf(kept);
    }

    /**
     * Sorts the events of a call into what is kept and what is rejected.
     *
     * @throws io.gantry.base.AwsError InvalidParameterException when the whole batch is refused
     */
    static Batch of(List<LogEvent> events, Instant now, Instant keptSince) {
        long bytes = 0;
        long before = Long.MIN_VALUE;
        for (LogEvent event : events) {
            bytes += event.message().getBytes(StandardCharsets.UTF_8).length + BYTES_BESIDE;
            if (event.timestamp() < before) {
                throw LogsErrors.invalid("Log events in a single PutLogEvents request must be in chronological order.");
            }
            before = event.timestamp();
        }
        if (bytes > MOST_BYTES) {
            throw LogsErrors.invalid("Upload too large: " + bytes + " bytes exceeds limit of " + MOST_BYTES);
        }
        long oldest = now.minus(OLDEST).toEpochMilli();
        long newest = now.plus(NEWEST).toEpochMilli();
        int tooOld = countBefore(events, oldest);
        int expired = countBefore(events, keptSince.toEpochMilli());
        int inTime = countBefore(events, newest + 1);
        List<LogEvent> kept = events.subList(Math.min(inTime, Math.max(tooOld, expired)), inTime);
        if (!kept.isEmpty() && kept.getLast().timestamp() - kept.getFirst().timestamp() > SPAN.toMillis()) {
            throw LogsErrors.invalid(
                    "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.");
        }
        return new Batch(kept, tooOld, expired, inTime < events.size() ? Optional.of(inTime) : Optional.empty());
    }

    private static int countBefore(List<LogEvent> events, long time) {
        return (int) events.stream().filter(event -> event.timestamp() < time).count();
    }
}
