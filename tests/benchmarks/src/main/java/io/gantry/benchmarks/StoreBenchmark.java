package io.gantry.benchmarks;

import io.gantry.control.RealEnv;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Schema;
import io.gantry.state.Table;
import io.gantry.store.embedded.EmbeddedStateStore;
import io.gantry.store.embedded.Halt;
import io.gantry.store.embedded.RocksJournal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Durable commits a second from 1 to 64 writers, against one thread that syncs one write batch after the other into the
 * same database, and one that appends to a file and syncs.
 */
final class StoreBenchmark implements Benchmark {
    private static final List<Integer> WRITERS = List.of(1, 8, 32, 64);
    private static final int BAR_WRITERS = 32;
    private static final Duration LENGTH = Duration.ofSeconds(3);
    private static final int BYTES = 300;

    private record Entry(String id, String text, long number) {}

    private static final Table<Entry> ENTRIES = Table.of("bench/entry", Entry::id, JsonRecordCodec.of(Entry.class));

    private static final String TEXT = "x".repeat(BYTES);

    /** One durable write. */
    private interface Write {
        void once() throws RocksDBException, IOException;
    }

    @Override
    public String name() {
        return "store";
    }

    @Override
    public void run(Path scratch, Consumer<Figure> out)
            throws IOException, RocksDBException, InterruptedException, ExecutionException {
        try (RealEnv env = new RealEnv();
                EmbeddedStateStore store = EmbeddedStateStore.open(
                        env, RocksJournal.open(scratch.resolve("store")), Schema.of(ENTRIES), Halt.process())) {
            commits(store, BAR_WRITERS);
            for (int writers : WRITERS) {
                double raw = rawDatabase(scratch.resolve("raw-" + writers));
                double file = file(scratch.resolve("file-" + writers));
                Samples samples = commits(store, writers);
                double perSecond = samples.count() / (LENGTH.toNanos() / 1e9);
                String bar = writers == BAR_WRITERS ? ">= 6000/s" : "";
                String name = "store.commits." + writers;
                out.accept(new Figure(name, "/s", perSecond, raw, "RocksDB synced one by one", bar));
                out.accept(new Figure(name, "/s", perSecond, file, "file appended and synced", ""));
                out.accept(new Figure(
                        name + ".p50",
                        "ms",
                        samples.medianMillis(),
                        1000 / raw,
                        "one synced RocksDB write",
                        writers == BAR_WRITERS ? "<= 2 ms" : ""));
            }
        }
    }

    private static Samples commits(EmbeddedStateStore store, int writers)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long end = System.nanoTime() + LENGTH.toNanos();
            List<Future<Samples>> running = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                String id = "123456789012/us-east-1/writer-" + writer;
                running.add(threads.submit(() -> write(store, id, end)));
            }
            Samples all = new Samples();
            for (Future<Samples> each : running) {
                all.addAll(each.get());
            }
            return all;
        }
    }

    private static Samples write(EmbeddedStateStore store, String id, long end) {
        Samples samples = new Samples();
        for (long begin = System.nanoTime(); begin < end; ) {
            store.transact(tx -> {
                long number = tx.get(ENTRIES, id).map(Entry::number).orElse(0L);
                tx.put(ENTRIES, new Entry(id, TEXT, number + 1));
                return number;
            });
            long after = System.nanoTime();
            samples.add(after - begin);
            begin = after;
        }
        return samples;
    }

    private static double rawDatabase(Path directory) throws RocksDBException, IOException {
        byte[] value = TEXT.getBytes(StandardCharsets.UTF_8);
        byte[] key = "bench/entry/writer".getBytes(StandardCharsets.UTF_8);
        try (Options options = new Options().setCreateIfMissing(true);
                RocksDB database = RocksDB.open(options, directory.toString());
                WriteOptions synced = new WriteOptions().setSync(true)) {
            return perSecond(() -> {
                try (WriteBatch batch = new WriteBatch()) {
                    batch.put(key, value);
                    database.write(synced, batch);
                }
            });
        }
    }

    private static double file(Path file) throws RocksDBException, IOException {
        byte[] value = TEXT.getBytes(StandardCharsets.UTF_8);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            return perSecond(() -> {
                channel.write(ByteBuffer.wrap(value));
                channel.force(false);
            });
        }
    }

    private static double perSecond(Write write) throws RocksDBException, IOException {
        long begin = System.nanoTime();
        long end = begin + LENGTH.toNanos();
        long writes = 0;
        while (System.nanoTime() < end) {
            write.once();
            writes++;
        }
        return writes / ((System.nanoTime() - begin) / 1e9);
    }
}
