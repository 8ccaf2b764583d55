package io.gantry.base;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * Everything a process takes from the world besides its ports: time, timers, identifiers, randomness and a place to
 * report faults. Production has one real {@code Env}; a simulation has one for each simulated process, all on one
 * virtual clock and one seed.
 */
public interface Env {
    /** The present moment, with at least millisecond precision. */
    Instant now();

    /** A new identifier: 32 lower-case hexadecimal characters, as AWS writes task and container-instance ids. */
    String newId();

    /** The source of all randomness. Not for secrets: those come from {@link #newSecret(int)}. */
    RandomGenerator random();

    /** {@code bytes} unpredictable bytes as lower-case hexadecimal text. */
    String newSecret(int bytes);

    /** Timers of this process. */
    Timers timers();

    /** Where a broken assumption in our own code is reported: counted in production, the end of a test. */
    Faults faults();

    /** Runs tasks after a delay. A task runs at most once and never inside {@code after}. */
    interface Timers {
        /** Runs {@code task} once {@code delay} has passed; negative and zero delays run it as soon as possible. */
        Timer after(Duration delay, Runnable task);
    }

    /** A timer that was set. */
    interface Timer {
        /** Takes the timer back; does nothing when it has run. */
        void cancel();
    }

    /** Receives faults. */
    interface Faults {
        /**
         * Reports that {@code where} failed in a way it never should.
         *
         * @param where the part that failed, for people, for example {@code "task reconciler"}
         * @param cause what was thrown
         */
        void report(String where, Throwable cause);
    }
}
