package io.gantry.kit;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Time that stands still until a test moves it. Timers run on the thread that moves it, in order of their moments and, at
 * the same moment, in the order in which they were set.
 */
public final class VirtualClock {
    /** A little after a leap day and before midnight UTC, so that dates are not round. */
    public static final Instant START = Instant.parse("2028-02-29T23:58:20.123Z");

    private final TreeSet<Entry> timers =
            new TreeSet<>(Comparator.comparing(Entry::due).thenComparingLong(Entry::number));
    private Instant now = START;
    private long set;

    private record Entry(Instant due, long number, Runnable task) {}

    /** The present moment. */
    public Instant now() {
        return now;
    }

    /** The moment of the next timer. */
    public Optional<Instant> nextDue() {
        return timers.isEmpty() ? Optional.empty() : Optional.of(timers.first().due);
    }

    /**
     * Moves time on by {@code step}, running each timer at its moment. A timer may itself move time on, as a call does that
     * takes time; what it moved stays moved, so time never goes back.
     */
    public void advance(Duration step) {
        Instant end = now.plus(step);
        while (nextDue().filter(due -> !due.isAfter(end)).isPresent()) {
            runNext();
        }
        now = end.isAfter(now) ? end : now;
    }

    /** Moves time to the next timer and runs it; false when there is none. */
    public boolean runNext() {
        Entry next = timers.pollFirst();
        if (next == null) {
            return false;
        }
        now = next.due.isAfter(now) ? next.due : now;
        next.task.run();
        return true;
    }

    Runnable schedule(Duration delay, Runnable task) {
        Instant due = delay.isNegative() ? now : now.plus(delay);
        Entry entry = new Entry(due, set++, task);
        timers.add(entry);
        return () -> timers.remove(entry);
    }
}
