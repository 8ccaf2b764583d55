package io.gantry.logs.event;

import io.gantry.logs.group.LogsErrors;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The times that a reader asks for, in milliseconds: from {@code from} up to but without {@code to}. */
record TimeRange(long from, long to) {
    /**
     * Of a request's members, which may be missing.
     *
     * @param beyondEnd how far the range reaches behind the asked end: FilterLogEvents includes it
     * @param keptSince nothing before it is shown, whether or not it still stands on disk
     */
    static TimeRange of(@Nullable Long start, @Nullable Long end, long beyondEnd, Instant keptSince) {
        if (start != null && end != null && start > end) {
            throw LogsErrors.invalid("startTime must not be later than endTime.");
        }
        long from = Math.max(start == null ? 0 : start, keptSince.toEpochMilli());
        return new TimeRange(from, end == null ? Long.MAX_VALUE : end + beyondEnd);
    }
}
