package io.gantry.control;

import io.gantry.base.Env;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * The environment of a real process: the system's clock and randomness, timers that run in virtual threads, and faults
 * that are logged and counted. It stands beside the driver because it has threads; server and node both make one.
 */
public final class RealEnv implements Env, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(RealEnv.class.getName());
    private static final int ID_BYTES = 16;

    private final Clock clock = Clock.systemUTC();
    private final SecureRandom secure = new SecureRandom();
    private final AtomicLong faultCount = new AtomicLong();
    private final ScheduledThreadPoolExecutor timer;

    public RealEnv() {
        timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("timers").daemon(true).factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public String newId() {
        return newSecret(ID_BYTES);
    }

    @Override
    public RandomGenerator random() {
        return ThreadLocalRandom.current();
    }

    @Override
    public String newSecret(int bytes) {
        byte[] secret = new byte[bytes];
        secure.nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    @Override
    public Timers timers() {
        return this::after;
    }

    private Timer after(Duration delay, Runnable task) {
        ScheduledFuture<?> scheduled = timer.schedule(
                () -> Thread.ofVirtual().name("timer").start(() -> run(task)), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> scheduled.cancel(false);
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException broken) {
            faults().report("a timer", broken);
        }
    }

    @Override
    public Faults faults() {
        return (where, cause) -> {
            faultCount.incrementAndGet();
            LOG.log(System.Logger.Level.ERROR, "Fault in " + where + ", please report it: " + cause, cause);
        };
    }

    /** How many faults were reported since the process started. */
    public long faultCount() {
        return faultCount.get();
    }

    /** Stops the timers; those that are set do not run. */
    @Override
    public void close() {
        timer.shutdownNow();
    }
}
