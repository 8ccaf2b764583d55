package io.gantry.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.kit.Seeds;
import org.junit.jupiter.api.Test;

/**
 * Ten simulated minutes of trouble and the quiet after it, for many seeds. {@code -Dgantry.seed=N} replays one,
 * {@code -Dgantry.seeds=20000} runs that many.
 */
final class SystemSimulation {
    private static final int SEEDS = 100;

    @Test
    void holdsWhatItPromises() {
        Seeds.check(SEEDS, gen -> assertThat(Runs.run(gen.seed())).isNotEmpty());
    }
}
