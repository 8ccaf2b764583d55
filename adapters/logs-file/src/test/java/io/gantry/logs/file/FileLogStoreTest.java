package io.gantry.logs.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.kit.Seeds;
import io.gantry.kit.logs.LogStoreContract;
import io.gantry.logs.port.LogEvent;
import io.gantry.logs.port.LogStore;
import io.gantry.logs.port.LogStore.Position;
import io.gantry.logs.port.LogStore.StreamSummary;
import io.gantry.logs.port.Query;
import io.gantry.logs.port.StoredEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract on segments so small that most reads meet several, and what only files can suffer. */
final class FileLogStoreTest extends LogStoreContract {
    private static final long SMALL = 2_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // The test engine sets it.
    private Path root;

    private int stores;

    @Override
    protected LogStore fresh() {
        return open(root.resolve("store" + stores++));
    }

    private static FileLogStore open(Path directory) {
        try {
            return FileLogStore.open(directory, SMALL);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAfterAnEndAtAnyByte() {
        Seeds.check(2, gen -> {
            Path directory = root.resolve("cut" + gen.seed());
            List<Long> ends = new ArrayList<>();
            try (FileLogStore store = FileLogStore.open(directory)) {
                for (int i = 0; i < 5; i++) {
                    store.append(WEB, List.of(new LogEvent(i, gen.text(40))), NOW, position(i));
                    ends.add(store.storedBytes(GROUP));
                }
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            Path segment = Segment.path(directory.resolve(GROUP), 1);
            byte[] whole = bytes(segment);
            for (int cut = 0; cut <= whole.length; cut++) {
                byte[] torn = Arrays.copyOf(whole, cut);
                // What the file system has given room but not filled reads as zeros.
                write(segment, gen.chance(0.5) ? torn : Arrays.copyOf(torn, cut + gen.below(300)));
                int atByte = cut;
                int complete = (int) ends.stream().filter(end -> end <= atByte).count();
                FileLogStore store = open(directory);
                assertThat(times(store.read(Query.all(GROUP, BOTH, 100)))).hasSize(complete);
                assertThat(store.summary(WEB).flatMap(StreamSummary::position).map(Position::to))
                        .isEqualTo(complete == 0 ? Optional.empty() : Optional.of((long) complete));
                append(store, WEB, 1_000);
                store.close();
                FileLogStore again = open(directory);
                assertThat(times(again.read(Query.all(GROUP, BOTH, 100)))).hasSize(complete + 1);
                again.close();
            }
        });
    }

    private static Optional<Position> position(int batch) {
        return Optional.of(new Position(batch, batch + 1L, "p" + batch));
    }

    @Test
    void opensWithAllSegmentsAndMakesALostIndexAgain() throws IOException {
        Path directory = root.resolve("again");
        FileLogStore store = open(directory);
        for (int i = 0; i < 200; i++) {
            append(store, i % 2 == 0 ? WEB : DATABASE, i, i + 1);
        }
        List<StoredEvent> before = store.read(Query.all(GROUP, BOTH, 1_000)).events();
        store.close();
        Path index = Segment.indexPath(directory.resolve(GROUP), 2);
        assertThat(index).exists();
        Files.delete(index);
        byte[] broken = bytes(Segment.indexPath(directory.resolve(GROUP), 3));
        broken[broken.length / 2]++;
        write(Segment.indexPath(directory.resolve(GROUP), 3), broken);

        FileLogStore opened = open(directory);
        assertThat(opened.read(Query.all(GROUP, BOTH, 1_000)).events())
                .isEqualTo(before)
                .hasSize(400);
        assertThat(index).exists();
        append(opened, WEB, 1_000);
        assertThat(opened.read(Query.all(GROUP, BOTH, 1_000))
                        .events()
                        .getLast()
                        .place()
                        .sequence())
                .as("goes on counting")
                .isEqualTo(400);
        opened.close();
    }

    @Test
    void damageInTheMiddleIsNotTakenForAnEnd() throws IOException {
        Path directory = root.resolve("damage");
        FileLogStore store = FileLogStore.open(directory);
        append(store, WEB, 1);
        append(store, WEB, 2);
        append(store, WEB, 3);
        store.close();
        Path segment = Segment.path(directory.resolve(GROUP), 1);
        byte[] bytes = bytes(segment);
        bytes[Frame.PREFIX + 3]++;
        write(segment, bytes);

        FileLogStore damaged = open(directory);
        assertThatThrownBy(() -> damaged.read(Query.all(GROUP, BOTH, 10)))
                .isInstanceOf(DamagedSegmentException.class)
                .hasMessageContaining("damaged at 0");
    }

    @Test
    void manyWritersAtOnceLoseNothing() throws Exception {
        FileLogStore store = open(root.resolve("many"));
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int writer = 0; writer < 16; writer++) {
                int base = writer * 1_000;
                all.add(writers.submit(() -> {
                    for (int i = 0; i < 25; i++) {
                        append(store, base % 2_000 == 0 ? WEB : DATABASE, base + i);
                        assertThat(times(store.read(Query.all(GROUP, BOTH, 10).between(base + i, base + i + 1L))))
                                .as("what was acknowledged is seen")
                                .containsExactly((long) base + i);
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(store.read(Query.all(GROUP, BOTH, 1_000)).events())
                .hasSize(400)
                .extracting(event -> event.place().sequence())
                .doesNotHaveDuplicates();
        store.close();
    }

    private static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void write(Path path, byte[] bytes) {
        try {
            Files.write(path, bytes);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
