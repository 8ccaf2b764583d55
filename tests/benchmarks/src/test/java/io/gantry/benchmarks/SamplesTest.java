package io.gantry.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SamplesTest {
    @Test
    void sharesAreTakenFromTheSortedSamples() {
        Samples samples = new Samples();
        for (int i = 200; i >= 1; i--) {
            samples.add(i * 1_000_000L);
        }

        assertThat(samples.count()).isEqualTo(200);
        assertThat(samples.medianMillis()).isEqualTo(100);
        assertThat(samples.millis(0.99)).isEqualTo(198);
        assertThat(samples.millis(0)).isEqualTo(1);
        assertThat(samples.millis(1)).isEqualTo(200);
    }

    @Test
    void nothingHasNoMedian() {
        assertThatThrownBy(() -> new Samples().medianMillis()).hasMessageContaining("nothing");
    }

    @Test
    void aFigureIsOneLineInAnyLocale() {
        Figure figure = new Figure("launch.running.p50", "ms", 1.5, 3, "docker ms", "ratio <= 1.05");
        assertThat(figure.line())
                .contains("launch.running.p50", "1.50 ms", "ratio   0.500", "docker ms 3.00", "(bar: ratio <= 1.05)");
    }
}
