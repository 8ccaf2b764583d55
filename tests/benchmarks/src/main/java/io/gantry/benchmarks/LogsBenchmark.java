package io.gantry.benchmarks;

import io.gantry.logs.file.FileLogStore;
import io.gantry.logs.port.LineTest;
import io.gantry.logs.port.LogEvent;
import io.gantry.logs.port.LogStore;
import io.gantry.logs.port.LogStore.Stream;
import io.gantry.logs.port.Query;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Lines of log kept a second, as many writers send them in batches, against one that appends the same bytes to a file and
 * syncs; how soon a line can be read; and how long a search through a gigabyte takes, against reading its bytes.
 */
final class LogsBenchmark implements Benchmark {
    private static final int WRITERS = 4;
    private static final int BATCH = 500;
    private static final Duration LENGTH = Duration.ofSeconds(5);
    private static final long GIGABYTE = 1L << 30;
    private static final int BIG_BATCH = 5_000;
    private static final String GROUP = "0123456789abcdef0123456789abcdef";

    @Override
    public String name() {
        return "logs";
    }

    @Override
    public void run(Path scratch, Consumer<Figure> out) throws IOException, InterruptedException, ExecutionException {
        try (LogStore store = FileLogStore.open(scratch.resolve("ingest"))) {
            double _ = ingest(store);
            double file = appended(scratch.resolve("file"));
            out.accept(new Figure(
                    "logs.ingest", "lines/s", ingest(store), file, "file appended and synced", ">= 50000/s"));
        }
        try (LogStore store = FileLogStore.open(scratch.resolve("tail"))) {
            Samples tail = tail(store);
            double file = 1000.0 * BATCH / appended(scratch.resolve("file-of-tail"));
            out.accept(new Figure("logs.tail.p50", "ms", tail.medianMillis(), file, "one synced append", "<= 1000 ms"));
        }
        Path large = scratch.resolve("large");
        try (LogStore store = FileLogStore.open(large)) {
            fill(store);
            double bytes = seconds(() -> readAll(large));
            out.accept(new Figure(
                    "logs.search.1gb.term", "s", search(store, "needle-"), bytes, "reading the bytes", "<= 2 s"));
            out.accept(new Figure("logs.search.1gb.common", "s", search(store, "status=404"), bytes, "the same", ""));
        }
    }

    private static Stream stream(int number) {
        return new Stream(GROUP, String.format(Locale.ROOT, "%032x", number + 1));
    }

    private static String line(long number) {
        return "level=info number=" + number + " path=/api/v1/orders/" + number % 977 + " status=200 ms=12 user=u-"
                + number % 31 + " message=request-served";
    }

    private static List<LogEvent> batch(long first, int size, long now) {
        List<LogEvent> events = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            events.add(new LogEvent(now, line(first + i)));
        }
        return events;
    }

    private static double ingest(LogStore store) throws InterruptedException, ExecutionException {
        long begin = System.nanoTime();
        long end = begin + LENGTH.toNanos();
        long lines = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Long>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                Stream stream = stream(writer);
                writers.add(threads.submit(() -> write(store, stream, end)));
            }
            for (Future<Long> writer : writers) {
                lines += writer.get();
            }
        }
        return lines / ((System.nanoTime() - begin) / 1e9);
    }

    private static long write(LogStore store, Stream stream, long end) {
        long lines = 0;
        while (System.nanoTime() < end) {
            var _ = store.append(stream, batch(lines, BATCH, lines), Instant.EPOCH, Optional.empty());
            lines += BATCH;
        }
        return lines;
    }

    private static double appended(Path file) throws IOException {
        long begin = System.nanoTime();
        long end = begin + LENGTH.toNanos() / 2;
        long lines = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (System.nanoTime() < end) {
                StringBuilder text = new StringBuilder();
                for (LogEvent event : batch(lines, BATCH, lines)) {
                    text.append(event.message()).append('\n');
                }
                int _ = channel.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
                channel.force(false);
                lines += BATCH;
            }
        }
        return lines / ((System.nanoTime() - begin) / 1e9);
    }

    /** From before a line is given away until somebody who asks for what is new has it. */
    private static Samples tail(LogStore store) {
        Samples samples = new Samples();
        Query query = Query.all(GROUP, Set.of(stream(0).id()), 10);
        for (int i = 1; i <= 200; i++) {
            long begin = System.nanoTime();
            var _ = store.append(stream(0), batch(i, 1, i), Instant.EPOCH, Optional.empty());
            while (store.read(query.between(i, i + 1L)).events().isEmpty()) {
                Thread.onSpinWait();
            }
            samples.add(System.nanoTime() - begin);
        }
        return samples;
    }

    private static void fill(LogStore store) {
        long number = 0;
        while (store.storedBytes(GROUP) < GIGABYTE) {
            List<LogEvent> events = batch(number, BIG_BATCH, number);
            if (number % (BIG_BATCH * 400L) == 0) {
                events.set(0, new LogEvent(number, "needle-" + number));
            }
            var _ = store.append(stream((int) (number / BIG_BATCH % 16)), events, Instant.EPOCH, Optional.empty());
            number += BIG_BATCH;
        }
    }

    private static double search(LogStore store, String text) {
        Set<String> streams = new java.util.HashSet<>();
        for (int i = 0; i < 16; i++) {
            streams.add(stream(i).id());
        }
        LineTest test = io.gantry.logs.Logs.lines("\"" + text + "\"");
        Query query = Query.all(GROUP, streams, 10_000).where(test);
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            best = Math.min(best, seconds(() -> store.read(query)));
        }
        return best;
    }

    private static long readAll(Path directory) {
        long bytes = 0;
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        try (var files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                try (FileChannel channel = FileChannel.open(file)) {
                    while (channel.read(buffer.clear()) >= 0) {
                        bytes += buffer.position();
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
        return bytes;
    }

    private static double seconds(java.util.function.Supplier<?> work) {
        long begin = System.nanoTime();
        Object _ = work.get();
        return (System.nanoTime() - begin) / 1e9;
    }
}
