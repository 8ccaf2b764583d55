package io.gantry.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Reads containers' output where it is, once or until they have all ended. */
final class LogTail {
    private static final Duration LOOK = Duration.ofMillis(400);
    private static final Duration TASKS = Duration.ofSeconds(3);

    private final Home home;
    private final EcsReader reader;
    private final List<LogSource> sources;
    private final Instant from;

    LogTail(Home home, EcsReader reader, List<LogSource> sources, Instant from) {
        this.home = home;
        this.reader = reader;
        this.sources = sources;
        this.from = from;
    }

    /** Prints what there is, and with {@code follow} what comes. */
    void run(LogPrinter printer, boolean follow) throws IOException {
        List<StreamReader> streams = new ArrayList<>();
        Map<String, AwsClient> clients = new HashMap<>();
        List<LogSource> here = new ArrayList<>();
        for (LogSource source : sources) {
            source.stream()
                    .ifPresentOrElse(
                            stream -> streams.add(new StreamReader(
                                    clients.computeIfAbsent(
                                            stream.region(), region -> home.client(AwsClient.Service.LOGS, region)),
                                    source,
                                    stream,
                                    from)),
                            () -> here.add(source));
        }
        if (follow) {
            follow(printer, streams, here);
            return;
        }
        List<LogPrinter.Line> lines = new ArrayList<>();
        streams.forEach(stream -> lines.addAll(stream.next()));
        for (LogSource source : here) {
            read(source, false, lines::add);
        }
        printer.print(lines);
    }

    private void follow(LogPrinter printer, List<StreamReader> streams, List<LogSource> here) throws IOException {
        BlockingQueue<LogPrinter.Line> printed = new LinkedBlockingQueue<>(10_000);
        List<Thread> readers = new ArrayList<>();
        for (LogSource source : here) {
            readers.add(Thread.ofVirtual().start(() -> forward(source, printed)));
        }
        Instant nextTasks = Instant.EPOCH;
        boolean ended = false;
        try {
            while (!ended || !printed.isEmpty()) {
                Instant now = InstantSource.system().instant();
                if (!nextTasks.isAfter(now)) {
                    // Asked before the streams are read: what a task that has ended printed is in them by then.
                    ended = readers.stream().noneMatch(Thread::isAlive) && (streams.isEmpty() || allStopped());
                    nextTasks = now.plus(TASKS);
                }
                List<LogPrinter.Line> lines = new ArrayList<>();
                streams.forEach(stream -> lines.addAll(stream.next()));
                Optional.ofNullable(printed.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS))
                        .ifPresent(lines::add);
                int _ = printed.drainTo(lines);
                printer.print(lines);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean allStopped() {
        return sources.stream()
                .map(LogSource::taskArn)
                .distinct()
                .allMatch(arn -> EcsReader.text(reader.task(arn), "lastStatus").equals("STOPPED"));
    }

    private void forward(LogSource source, BlockingQueue<LogPrinter.Line> printed) {
        try {
            read(source, true, line -> {
                boolean _ = printed.offer(line, 1, TimeUnit.MINUTES);
            });
        } catch (IOException | CommandFailure broken) {
            boolean _ = printed.offer(
                    new LogPrinter.Line(InstantSource.system().instant(), source, "(" + broken.getMessage() + ")"));
        }
    }

    private interface Taking {
        void take(LogPrinter.Line line) throws InterruptedException;
    }

    /** Reads what the node of this machine keeps of a container. */
    private void read(LogSource source, boolean follow, Taking taking) throws IOException {
        NodeClient node = NodeClient.of(home.path());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                node.logs(source.taskArn(), source.container(), follow), StandardCharsets.UTF_8))) {
            Instant last = Instant.EPOCH;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int space = line.indexOf(' ');
                Optional<Instant> at = space < 0 ? Optional.empty() : time(line.substring(0, space));
                last = at.orElse(last);
                if (!last.isBefore(from)) {
                    taking.take(new LogPrinter.Line(last, source, at.isPresent() ? line.substring(space + 1) : line));
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    /** Reads one stream of CloudWatch Logs on from where it was read before. */
    private static final class StreamReader {
        private final AwsClient logs;
        private final LogSource source;
        private final LogSource.Stream stream;
        private final Instant from;
        private String token = "";

        StreamReader(AwsClient logs, LogSource source, LogSource.Stream stream, Instant from) {
            this.logs = logs;
            this.source = source;
            this.stream = stream;
            this.from = from;
        }

        /** What has come since. */
        List<LogPrinter.Line> next() {
            List<LogPrinter.Line> lines = new ArrayList<>();
            try {
                boolean more = page(lines);
                while (more) {
                    more = page(lines);
                }
            } catch (AwsClient.Refused refused) {
                // The stream of a container that is about to print its first line.
                if (!refused.code().equals("ResourceNotFoundException")) {
                    throw refused;
                }
            }
            return lines;
        }

        /** Whether there may be more: the end answers the token that it was given. */
        private boolean page(List<LogPrinter.Line> lines) {
            var in = EcsReader.object()
                    .put("logGroupName", stream.group())
                    .put("logStreamName", stream.name())
                    .put("startFromHead", true)
                    .put("startTime", from.toEpochMilli());
            if (!token.isEmpty()) {
                in.put("nextToken", token);
            }
            JsonNode answer = logs.call("GetLogEvents", in);
            answer.path("events")
                    .forEach(event -> lines.add(new LogPrinter.Line(
                            Instant.ofEpochMilli(event.path("timestamp").asLong(0)),
                            source,
                            EcsReader.text(event, "message"))));
            String next = EcsReader.text(answer, "nextForwardToken");
            boolean more = !next.equals(token) && !answer.path("events").isEmpty();
            token = next;
            return more;
        }
    }
}
