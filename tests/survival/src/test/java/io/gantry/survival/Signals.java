package io.gantry.survival;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** What has just happened, counted, so that others can wait for the next time. */
final class Signals {
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

    /** What can happen. */
    enum Kind {
        /** A write was acknowledged. */
        ACKNOWLEDGED,
        /** The engine created a container. */
        CREATED,
        /** The engine started a container. */
        STARTED,
        /** A container ended. */
        DIED,
        /** The observer has looked at every task. */
        OBSERVED
    }

    synchronized void raise(Kind kind) {
        counts.merge(kind, 1L, Long::sum);
        notifyAll();
    }

    synchronized long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    /** Waits until {@code kind} has happened {@code more} times from now on, or {@code limit} is over. */
    synchronized void awaitMore(Kind kind, long more, Duration limit) {
        long wanted = count(kind) + more;
        long end = System.nanoTime() + limit.toNanos();
        while (count(kind) < wanted) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            try {
                wait(left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
