package io.gantry.models;

import io.gantry.base.Env;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A world in which it is always the same moment and faults are collected. */
public final class FixedEnv implements Env {
    public static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final List<Throwable> faults = new ArrayList<>();
    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(11);

    /** What was reported. */
    public List<Throwable> reported() {
        return List.copyOf(faults);
    }

    @Override
    public Instant now() {
        return NOW;
    }

    @Override
    public String newId() {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public String newSecret(int bytes) {
        return "00".repeat(bytes);
    }

    @Override
    public Timers timers() {
        return (Duration delay, Runnable task) -> () -> {};
    }

    @Override
    public Faults faults() {
        return (where, cause) -> faults.add(cause);
    }
}
