package io.gantry.kit;

import io.gantry.base.Env;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The environment of one simulated process: a shared virtual clock, its own seeded randomness, and faults that fail the
 * test. A killed process's timers never run, and it reports nothing.
 */
public final class SimulatedEnv implements Env {
    private final VirtualClock clock;
    private final Gen gen;
    private final List<Throwable> faults = new ArrayList<>();
    private boolean tolerant;
    private boolean killed;

    public SimulatedEnv(VirtualClock clock, Gen gen) {
        this.clock = clock;
        this.gen = gen;
    }

    /** A process on a clock of its own. */
    public static SimulatedEnv seeded(long seed) {
        return new SimulatedEnv(new VirtualClock(), new Gen(seed));
    }

    /** The clock, to move it. */
    public VirtualClock clock() {
        return clock;
    }

    /** Ends the process: none of its timers runs any more. */
    public void kill() {
        killed = true;
    }

    /** Whether the process has ended. */
    public boolean isKilled() {
        return killed;
    }

    /** Collects faults instead of throwing them, for tests that provoke them. */
    public SimulatedEnv tolerant() {
        tolerant = true;
        return this;
    }

    /** The faults reported so far. */
    public List<Throwable> reportedFaults() {
        return List.copyOf(faults);
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public String newId() {
        return newSecret(16);
    }

    @Override
    public RandomGenerator random() {
        return gen.random();
    }

    @Override
    public String newSecret(int bytes) {
        byte[] secret = new byte[bytes];
        gen.random().nextBytes(secret);
        return HexFormat.of().formatHex(secret);
    }

    @Override
    public Timers timers() {
        return this::after;
    }

    private Timer after(Duration delay, Runnable task) {
        Runnable cancel = clock.schedule(delay, () -> {
            if (!killed) {
                task.run();
            }
        });
        return cancel::run;
    }

    @Override
    public Faults faults() {
        return (where, cause) -> {
            if (killed) {
                return;
            }
            faults.add(cause);
            if (!tolerant) {
                throw new AssertionError("fault in " + where + ": " + cause, cause);
            }
        };
    }
}
