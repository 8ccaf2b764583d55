package io.gantry.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One seed is one history: in one process, in another one, and told apart from that of another seed. */
final class ReplayTest {
    private static final long SEED = 3;

    @Test
    void theSameSeedIsTheSameHistory() {
        String once = Runs.run(SEED);

        assertThat(Runs.run(SEED)).isEqualTo(once);
        assertThat(Runs.run(SEED + 1)).isNotEqualTo(once);
    }

    /** Another process hashes objects and orders immutable sets in another way, which must not show. */
    @Test
    void anotherProcessReplaysIt() throws IOException, InterruptedException {
        Process other = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Duser.timezone=UTC",
                        "-Duser.language=en",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Replay.class.getName(),
                        Long.toString(SEED)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = other.inputReader()) {
            assertThat(lines.readLine()).isEqualTo(Runs.run(SEED));
        } finally {
            assertThat(other.waitFor()).isZero();
        }
    }

    @Test
    void aFailureSaysHowToReplayIt() {
        assertThatThrownBy(() -> Runs.run(SEED, world -> Tampering.vanishingTask(world)))
                .hasMessageContaining("seed " + SEED + " broke, replay it with: ")
                .hasMessageContaining("-Dgantry.seed=" + SEED);
    }
}
