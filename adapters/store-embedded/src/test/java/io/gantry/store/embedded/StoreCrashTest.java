package io.gantry.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.kit.Gen;
import io.gantry.kit.SimulatedEnv;
import io.gantry.kit.StateStoreContract;
import io.gantry.kit.StateStoreContract.Note;
import io.gantry.state.View;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that writes, with SIGKILL, at random moments, over and over on one store. {@code -Dgantry.crash.rounds}
 * sets how often.
 */
final class StoreCrashTest {
    private static final int ROUNDS = 20;

    @TempDir
    private Path temporary = Path.of("");

    @Test
    void noAcknowledgedCommitIsLostAndNoneIsHalf() throws IOException, InterruptedException {
        Gen gen = new Gen(Long.getLong("gantry.seed", 1));
        Map<String, Integer> acknowledged = new HashMap<>();
        int rounds = Integer.getInteger("gantry.crash.rounds", ROUNDS);
        for (int round = 0; round < rounds; round++) {
            int before = total(acknowledged);
            writeUntilKilled(1 + gen.below(gen.chance(0.3) ? 20 : 3000), acknowledged);
            assertThat(total(acknowledged)).as("acknowledged in round " + round).isGreaterThan(before);
            check(acknowledged);
        }
        try (Stream<Path> left = Files.list(temporary.resolve("tmp"))) {
            assertThat(left)
                    .as("what the killed writers left in the temporary directory")
                    .isEmpty();
        }
    }

    private static int total(Map<String, Integer> acknowledged) {
        return acknowledged.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void writeUntilKilled(int commits, Map<String, Integer> acknowledged)
            throws IOException, InterruptedException {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + Files.createDirectories(temporary.resolve("tmp")),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CrashWriter.class.getName(),
                        temporary.resolve("store").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = writer.inputReader()) {
            int seen = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                // A last line that the kill cut in its number names a smaller one, which is acknowledged as well.
                if (words.length == 2 && !words[1].isEmpty()) {
                    acknowledged.merge(words[0], Integer.parseInt(words[1]), Math::max);
                }
                seen++;
                if (seen == commits) {
                    // Not through the process itself, which would close the stream and lose the last lines.
                    writer.toHandle().destroyForcibly();
                }
            }
            assertThat(seen).as("the writer was killed, it did not end").isGreaterThanOrEqualTo(commits);
        } finally {
            writer.destroyForcibly();
            assertThat(writer.waitFor(1, TimeUnit.MINUTES)).isTrue();
        }
    }

    private void check(Map<String, Integer> acknowledged) {
        SimulatedEnv env = SimulatedEnv.seeded(1);
        try (EmbeddedStateStore store = EmbeddedStateStore.open(
                env,
                RocksJournal.open(temporary.resolve("store")),
                StateStoreContract.SCHEMA,
                (why, cause) -> env.faults().report(why, cause))) {
            View view = store.view();
            int sum = 0;
            for (Map.Entry<String, Integer> writer : acknowledged.entrySet()) {
                Optional<Integer> number =
                        view.get(StateStoreContract.NOTES, writer.getKey()).map(Note::number);
                assertThat(number)
                        .as(writer.getKey())
                        .hasValueSatisfying(found -> assertThat(found).isGreaterThanOrEqualTo(writer.getValue()));
                assertThat(view.get(StateStoreContract.OTHERS, writer.getKey()).map(Note::number))
                        .as("both halves of the last commit of " + writer.getKey())
                        .isEqualTo(number);
            }
            for (Note note : view.list(StateStoreContract.NOTES, "")) {
                sum += note.number();
            }
            assertThat(view.revision())
                    .as("one revision for each commit that is there")
                    .isEqualTo(sum);
        }
    }
}
