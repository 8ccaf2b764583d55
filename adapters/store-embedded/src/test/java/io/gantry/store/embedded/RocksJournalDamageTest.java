package io.gantry.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.kit.Gen;
import io.gantry.kit.Seeds;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/** Torn and damaged files: a torn tail is cut, anything else is noticed, and nothing is ever silently wrong. */
final class RocksJournalDamageTest {
    private static final int APPENDS = 40;
    private static final String TABLE = "kit/note";

    @TempDir
    private Path temporary = Path.of("");

    private int copies;

    /** What a journal holds after each append, and how long its log was then. */
    private record Written(Path directory, List<Map<String, String>> states, List<Long> lengths) {}

    private record Found(Map<String, String> rows, long revision) {}

    private Written write(Gen gen) {
        Path directory = temporary.resolve("written" + copies++);
        List<Map<String, String>> states = new ArrayList<>();
        List<Long> lengths = new ArrayList<>();
        try (RocksJournal journal = RocksJournal.open(directory)) {
            Map<String, String> rows = new HashMap<>();
            states.add(Map.of());
            lengths.add(Files.size(log(directory)));
            for (int revision = 1; revision <= APPENDS; revision++) {
                String id = "n" + gen.below(10);
                // Some entries are longer than a block of the log, so that they are split.
                String text =
                        "v" + revision + "x".repeat(gen.chance(0.1) ? 40_000 + gen.below(60_000) : gen.below(300));
                journal.append(List.of(new Journal.Write(TABLE, id, text.getBytes(StandardCharsets.UTF_8))), revision);
                rows.put(id, text);
                states.add(Map.copyOf(rows));
                lengths.add(Files.size(log(directory)));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new Written(directory, states, lengths);
    }

    private static Path log(Path directory) {
        return newest(directory, ".log").orElseThrow();
    }

    private static Optional<Path> newest(Path directory, String suffix) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(suffix)).max(Comparator.naturalOrder());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Path copy(Path directory) {
        Path copy = temporary.resolve("copy" + copies++);
        try (Stream<Path> files = Files.list(directory)) {
            Files.createDirectories(copy);
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return copy;
    }

    private static Found open(Path directory) {
        try (RocksJournal journal = RocksJournal.open(directory)) {
            Map<String, String> rows = new HashMap<>();
            long revision =
                    journal.load((table, id, stored) -> rows.put(id, new String(stored, StandardCharsets.UTF_8)));
            return new Found(rows, revision);
        }
    }

    private static void truncate(Path file, long length) {
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
            opened.setLength(length);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void flip(Path file, long at, int bit) {
        try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
            opened.seek(at);
            int old = opened.read();
            opened.seek(at);
            opened.write(old ^ (1 << bit));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void aTornTailIsCutAtTheLastWholeAppend() {
        Seeds.check(3, gen -> {
            Written written = write(gen);
            for (int round = 0; round < 20; round++) {
                int last = gen.below(APPENDS);
                long from = written.lengths.get(last);
                long to = written.lengths.get(last + 1);
                // Half of the cuts lie within a header's length of an edge, where mistakes live.
                long length = gen.chance(0.5) ? from + gen.below((int) (to - from)) : from + gen.below(8);
                Path torn = copy(written.directory);
                truncate(log(torn), length);
                assertThat(open(torn)).isEqualTo(new Found(written.states.get(last), last));
                assertThat(open(torn)).as("and again").isEqualTo(new Found(written.states.get(last), last));
            }
        });
    }

    @Test
    void zerosAfterACrashAreATornTail() {
        Written written = write(new Gen(1));
        Path torn = copy(written.directory);
        truncate(log(torn), written.lengths.getLast() + 5000);
        assertThat(open(torn)).isEqualTo(new Found(written.states.getLast(), APPENDS));
    }

    @Test
    void everyFlippedBitOfALogIsNoticed() {
        Seeds.check(3, gen -> {
            Written written = write(gen);
            for (int round = 0; round < 40; round++) {
                Path damaged = copy(written.directory);
                // Every second flip hits the last entry's header, which no later entry vouches for.
                long at = gen.chance(0.5)
                        ? gen.random().nextLong(size(log(damaged)))
                        : written.lengths.get(APPENDS - 1) + gen.below(7);
                flip(log(damaged), at, gen.below(8));
                refusedOrWhole(damaged, written);
            }
        });
    }

    @Test
    void everyFlippedBitOfATableIsNoticed() {
        Seeds.check(2, gen -> {
            Written written = write(gen);
            assertThat(open(written.directory).revision)
                    .as("opening writes a table")
                    .isEqualTo(APPENDS);
            for (int round = 0; round < 25; round++) {
                Path damaged = copy(written.directory);
                Path table = newest(damaged, ".sst").orElseThrow();
                flip(table, gen.random().nextLong(size(table)), gen.below(8));
                refusedOrWhole(damaged, written);
            }
        });
    }

    /** A bit in padding or in statistics harms nothing; any other must be noticed. */
    private static void refusedOrWhole(Path damaged, Written written) {
        try {
            assertThat(open(damaged)).isEqualTo(new Found(written.states.getLast(), APPENDS));
        } catch (JournalDamagedException noticed) {
            assertThat(noticed).hasMessageContaining("damaged").hasMessageContaining(damaged.toString());
        }
    }

    @Test
    void aFlippedBitInTheMiddleStopsTheOpening() {
        Written written = write(new Gen(2));
        Path log = log(written.directory);
        flip(log, written.lengths.get(APPENDS / 2) + 20, 3);
        assertThatThrownBy(() -> open(written.directory))
                .isInstanceOf(JournalDamagedException.class)
                .hasMessageContaining(log.toString());
    }

    @Test
    void aForeignDatabaseIsRefused() throws RocksDBException {
        Path directory = temporary.resolve("foreign");
        NativeCode.load();
        try (Options options = new Options().setCreateIfMissing(true);
                RocksDB foreign = RocksDB.open(options, directory.toString())) {
            foreign.put("key".getBytes(StandardCharsets.UTF_8), "value".getBytes(StandardCharsets.UTF_8));
        }
        assertThatThrownBy(() -> open(directory))
                .isInstanceOf(JournalDamagedException.class)
                .hasMessageContaining("no store of Gantry");
    }
}
