package io.gantry.control;

import io.gantry.base.Env;
import io.gantry.base.Limits;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lends threads to a {@link ControlLoop}: one reads the feed and gives out keys, each key is worked on in a virtual thread
 * of its own, so a slow call delays no other key.
 */
public final class ControlDriver implements AutoCloseable {
    private static final Duration LAST_STEPS = Duration.ofSeconds(10);

    private final Env env;
    private final ControlLoop loop;
    private final Semaphore work = new Semaphore(0);
    private final Semaphore slots = new Semaphore(Limits.KEYS_AT_ONCE);
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("control-", 0).factory());
    private final Thread feeder;
    private volatile boolean closing;

    private ControlDriver(Env env, ControlLoop loop) {
        this.env = env;
        this.loop = loop;
        this.feeder = Thread.ofVirtual().name("control-feeder").unstarted(this::feed);
    }

    /** Starts driving {@code loop}, which nobody else may poll then. */
    public static ControlDriver start(Env env, ControlLoop loop) {
        ControlDriver driver = new ControlDriver(env, loop);
        loop.onReady(driver.work::release);
        driver.feeder.start();
        return driver;
    }

    private void feed() {
        while (!closing) {
            work.acquireUninterruptibly();
            work.drainPermits();
            try {
                feedOnce();
            } catch (RuntimeException broken) {
                // The feeder is the one thread that must not end; the next signal tries again.
                env.faults().report("the control driver", broken);
            }
        }
    }

    private void feedOnce() {
        loop.readFeed();
        while (!closing) {
            slots.acquireUninterruptibly();
            var key = loop.take();
            if (key.isEmpty()) {
                slots.release();
                return;
            }
            threads.execute(() -> {
                try {
                    loop.work(key.get());
                } finally {
                    slots.release();
                }
            });
        }
    }

    /** Takes no further key and waits, for ten seconds at most, until the steps under way have ended. */
    @Override
    public void close() {
        closing = true;
        work.release();
        try {
            feeder.join(LAST_STEPS);
            threads.shutdown();
            if (!threads.awaitTermination(LAST_STEPS.toSeconds(), TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        loop.close();
    }
}
