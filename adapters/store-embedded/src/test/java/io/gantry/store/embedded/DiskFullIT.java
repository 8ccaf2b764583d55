package io.gantry.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gantry.kit.SimulatedEnv;
import io.gantry.kit.StateStoreContract;
import io.gantry.kit.StateStoreContract.Note;
import io.gantry.state.StoreUnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that really is full: a small file system in memory, which only root can mount. */
final class DiskFullIT {
    @TempDir
    private Path temporary = Path.of("");

    private final SimulatedEnv env = SimulatedEnv.seeded(1);
    private boolean mounted;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=64m", "gantry-test", temporary.toString());
        assumeTrue(mounted, "SKIPPED: mounting a small file system is not permitted here; run as root");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            assertThat(run("umount", temporary.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    private EmbeddedStateStore open() {
        return EmbeddedStateStore.open(
                env,
                RocksJournal.open(temporary.resolve("store")),
                StateStoreContract.SCHEMA,
                (why, cause) -> env.faults().report(why, cause));
    }

    private static void put(EmbeddedStateStore store, int number) {
        String text = "x".repeat(1000);
        store.transact(tx -> {
            tx.put(StateStoreContract.NOTES, new Note("n" + number % 500, number, Optional.of(text), List.of()));
            tx.put(StateStoreContract.OTHERS, Note.of("last", number));
            return true;
        });
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space");
        }
    }

    @Test
    void writesAreRefusedWhileItIsFullAndWorkAgainAfterwards() throws IOException {
        int number = 0;
        try (EmbeddedStateStore store = open()) {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 300; i++) {
                    put(store, ++number);
                }
                Path filler = temporary.resolve("filler");
                fill(filler);
                int last = writeUntilRefused(store, number);
                assertThat(store.view().get(StateStoreContract.OTHERS, "last")).contains(Note.of("last", last));
                assertThatThrownBy(() -> put(store, 1_000_000)).isInstanceOf(StoreUnavailableException.class);
                assertThatThrownBy(() -> put(store, 1_000_001)).isInstanceOf(StoreUnavailableException.class);
                assertThat(store.view().get(StateStoreContract.OTHERS, "last")).contains(Note.of("last", last));
                Files.delete(filler);
                number = last + 1;
                put(store, number);
                assertThat(store.view().get(StateStoreContract.OTHERS, "last")).contains(Note.of("last", number));
            }
        }
        try (EmbeddedStateStore store = open()) {
            assertThat(store.view().revision()).isEqualTo(number);
            assertThat(store.view().get(StateStoreContract.OTHERS, "last")).contains(Note.of("last", number));
            assertThat(store.view().list(StateStoreContract.NOTES, ""))
                    .hasSize(500)
                    .allSatisfy(note -> assertThat(note.number()).isLessThan(1_000_000));
        }
    }

    /** Writes until there is no room, which the log's last allocated page may delay; the last number that was accepted. */
    private static int writeUntilRefused(EmbeddedStateStore store, int from) {
        int number = from;
        while (true) {
            try {
                put(store, number + 1);
                number++;
            } catch (StoreUnavailableException refused) {
                return number;
            }
        }
    }
}
