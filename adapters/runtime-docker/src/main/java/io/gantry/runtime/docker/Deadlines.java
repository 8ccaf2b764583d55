package io.gantry.runtime.docker;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections that took too long: a read from a unix socket knows no time-out of its own, but closing the channel
 * from another thread ends it.
 */
final class Deadlines implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;

    Deadlines() {
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("docker-deadlines").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Closes {@code target} unless the answer is cancelled or renewed within {@code limit}. */
    Deadline watch(Duration limit, Closeable target) {
        return new Deadline(limit, target);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** One running deadline; used by the thread that reads, ended by the timer's. */
    final class Deadline implements AutoCloseable {
        private final Closeable target;
        private volatile boolean expired;
        private volatile Duration limit;
        private ScheduledFuture<?> pending;

        private Deadline(Duration limit, Closeable target) {
            this.limit = limit;
            this.target = target;
            this.pending = schedule(limit);
        }

        /** Starts again, with another limit. */
        void renew(Duration newLimit) {
            pending.cancel(false);
            limit = newLimit;
            pending = schedule(newLimit);
        }

        boolean expired() {
            return expired;
        }

        Duration limit() {
            return limit;
        }

        /** Takes the deadline back. */
        @Override
        public void close() {
            pending.cancel(false);
        }

        private ScheduledFuture<?> schedule(Duration delay) {
            return timer.schedule(this::expire, delay.toMillis(), TimeUnit.MILLISECONDS);
        }

        private void expire() {
            expired = true;
            try {
                target.close();
            } catch (IOException ignored) {
                // A close that fails has still ended the read, which is all that is wanted.
            }
        }
    }
}
