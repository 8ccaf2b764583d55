package io.gantry.kit;

import java.util.function.Consumer;

/**
 * Runs a property for many seeds. {@code -Dgantry.seed=N} runs that seed alone, {@code -Dgantry.seeds=N} runs N seeds.
 */
public final class Seeds {
    private Seeds() {}

    /**
     * Runs {@code property} with {@code count} generators; a failure names its seed.
     *
     * @throws AssertionError when it fails for a seed
     */
    public static void check(int count, Consumer<Gen> property) {
        Long only = Long.getLong("gantry.seed");
        if (only != null) {
            checkOne(only, property);
            return;
        }
        int seeds = Integer.getInteger("gantry.seeds", count);
        for (long seed = 1; seed <= seeds; seed++) {
            checkOne(seed, property);
        }
    }

    private static void checkOne(long seed, Consumer<Gen> property) {
        try {
            property.accept(new Gen(seed));
        } catch (RuntimeException | AssertionError failure) {
            throw new AssertionError(
                    "failed for seed " + seed + ", replay with -Dgantry.seed=" + seed + ": " + failure, failure);
        }
    }
}
