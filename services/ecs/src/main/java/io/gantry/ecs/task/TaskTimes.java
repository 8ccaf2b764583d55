package io.gantry.ecs.task;

import java.time.Instant;
import java.util.Optional;

/**
 * When things happened to a task, in epoch milliseconds; 0 for what has not happened. Numbers, because there is a record of
 * these for each task of a large cluster.
 *
 * @param protectedUntil until when its service spares it
 */
public record TaskTimes(
        long created,
        long connectivity,
        long pullStarted,
        long pullStopped,
        long started,
        long stopping,
        long executionStopped,
        long stopped,
        long protectedUntil) {

    static TaskTimes created(Instant now) {
        return new TaskTimes(now.toEpochMilli(), 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** The moment in {@code millis}; empty for 0. */
    public static Optional<Instant> instant(long millis) {
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private static long first(long known, long now) {
        return known == 0 ? now : known;
    }

    private static long first(long known, Optional<Instant> reported) {
        return known == 0 ? reported.map(Instant::toEpochMilli).orElse(0L) : known;
    }

    /** With what an agent says about pulling and the end; what is known already stays. */
    TaskTimes reported(TaskReport report, Instant now) {
        return new TaskTimes(
                created,
                first(connectivity, now.toEpochMilli()),
                first(pullStarted, report.pullStartedAt()),
                first(pullStopped, report.pullStoppedAt()),
                started,
                stopping,
                first(executionStopped, report.executionStoppedAt()),
                stopped,
                protectedUntil);
    }

    TaskTimes startedAt(Instant now) {
        return new TaskTimes(
                created,
                connectivity,
                pullStarted,
                pullStopped,
                first(started, now.toEpochMilli()),
                stopping,
                executionStopped,
                stopped,
                protectedUntil);
    }

    TaskTimes stoppingAt(Instant now) {
        return new TaskTimes(
                created,
                connectivity,
                pullStarted,
                pullStopped,
                started,
                first(stopping, now.toEpochMilli()),
                executionStopped,
                stopped,
                protectedUntil);
    }

    TaskTimes stoppedAt(Instant now) {
        long millis = now.toEpochMilli();
        return new TaskTimes(
                created,
                connectivity,
                pullStarted,
                pullStopped,
                started,
                first(stopping, millis),
                executionStopped,
                first(stopped, millis),
                protectedUntil);
    }

    /** Protected until {@code until}, or no more. */
    TaskTimes protectedUntil(Optional<Instant> until) {
        return new TaskTimes(
                created,
                connectivity,
                pullStarted,
                pullStopped,
                started,
                stopping,
                executionStopped,
                stopped,
                until.map(Instant::toEpochMilli).orElse(0L));
    }
}
