package io.gantry.runtime.docker;

import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Calls of the Docker Engine API over kept connections. Each call has a deadline that covers connecting, sending and
 * reading. Every request of ours can be repeated, so one that fails on a kept connection before the engine has begun to
 * answer (it was restarted meanwhile) is sent once more on a fresh one.
 */
final class EngineClient implements AutoCloseable {
    private static final int MAX_IDLE = 16;
    private static final int MAX_ANSWER_BYTES = 64 << 20;

    private final Path socket;
    private final Deadlines deadlines = new Deadlines();
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();
    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
    private volatile Optional<ApiVersion> negotiated = Optional.empty();
    private volatile boolean closed;

    EngineClient(Path socket) {
        this.socket = socket;
    }

    /** Sends a request and reads the whole answer, whatever its status. */
    Answer call(Request request) {
        return exchange(request, request.encode(version().prefix()));
    }

    /** Opens a stream; an answer that is an error is thrown. The deadline holds until {@link Stream#patience}. */
    Stream open(Request request) {
        byte[] bytes = request.encode(version().prefix());
        Connection connection = unconnected();
        Deadlines.Deadline deadline = deadlines.watch(request.timeout(), connection);
        var stream = new Stream(request, connection, deadline);
        streams.add(stream);
        try {
            connection.connect(socket);
            Head head = connection.exchange(bytes);
            stream.body = connection.body(head);
            if (head.status() >= 300) {
                throw Answer.of(head, stream.body.readNBytes(MAX_ANSWER_BYTES)).failure();
            }
            return stream;
        } catch (IOException e) {
            stream.close();
            throw unreachable(request, deadline, connection, e);
        } catch (RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    /** The engine's API version, agreed on at the first call and again after the engine was away. */
    ApiVersion version() {
        Optional<ApiVersion> known = negotiated;
        if (known.isPresent()) {
            return known.get();
        }
        Request ping = Request.get("/version", Duration.ofSeconds(30));
        Answer answer = exchange(ping, ping.encode("")).orThrow();
        ApiVersion version = ApiVersion.negotiate(
                Shapes.text(answer.json(), "ApiVersion"), Shapes.text(answer.json(), "MinAPIVersion"));
        negotiated = Optional.of(version);
        return version;
    }

    private Answer exchange(Request request, byte[] bytes) {
        for (Connection kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            if (!kept.isOpen()) {
                continue;
            }
            Optional<Answer> answer = attempt(request, bytes, kept, true);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        return attempt(request, bytes, unconnected(), false).orElseThrow();
    }

    /** Empty when a kept connection turned out to be dead before the engine answered. */
    private Optional<Answer> attempt(Request request, byte[] bytes, Connection connection, boolean kept) {
        Deadlines.Deadline deadline = deadlines.watch(request.timeout(), connection);
        try (deadline) {
            if (!kept) {
                connection.connect(socket);
            }
            Head head = connection.exchange(bytes);
            byte[] body;
            try (InputStream in = connection.body(head)) {
                body = in.readNBytes(MAX_ANSWER_BYTES);
            }
            deadline.close();
            keep(connection);
            return Optional.of(Answer.of(head, body));
        } catch (IOException e) {
            discard(connection);
            boolean interrupted = Thread.currentThread().isInterrupted();
            if (kept && !connection.answered() && !deadline.expired() && !interrupted) {
                return Optional.empty();
            }
            throw unreachable(request, deadline, connection, e);
        }
    }

    private Connection unconnected() {
        if (closed) {
            throw new RuntimeFailure(Kind.UNREACHABLE, "The connection to the container engine has been closed.");
        }
        try {
            return Connection.unconnected();
        } catch (IOException e) {
            throw new RuntimeFailure(Kind.UNREACHABLE, "No socket for the container engine: " + e.getMessage(), e);
        }
    }

    private void keep(Connection connection) {
        if (!connection.reusable() || closed || idle.size() >= MAX_IDLE) {
            discard(connection);
            return;
        }
        idle.addFirst(connection);
        if (closed) {
            discardIdle();
        }
    }

    private RuntimeFailure unreachable(
            Request request, Deadlines.Deadline deadline, Connection connection, Exception cause) {
        negotiated = Optional.empty();
        if (deadline.expired()) {
            String late = "The container engine did not answer " + request.describe() + " within "
                    + deadline.limit().toSeconds() + "s.";
            return new RuntimeFailure(Kind.UNREACHABLE, late, cause);
        }
        String what = connection.answered()
                ? "The container engine broke off " + request.describe() + ": " + cause.getMessage()
                : "Cannot connect to the Docker daemon at unix://" + socket + ". Is the docker daemon running?";
        return new RuntimeFailure(Kind.UNREACHABLE, what, cause);
    }

    private static void discard(Connection connection) {
        try {
            connection.close();
        } catch (IOException ignored) {
            // It is of no use any more either way.
        }
    }

    private void discardIdle() {
        for (Connection kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            discard(kept);
        }
    }

    @Override
    public void close() {
        closed = true;
        discardIdle();
        streams.forEach(Stream::close);
        deadlines.close();
    }

    /** An answer that is read while it comes. */
    final class Stream implements AutoCloseable {
        private final Request request;
        private final Connection connection;
        private final Deadlines.Deadline deadline;
        private InputStream body = InputStream.nullInputStream();

        private Stream(Request request, Connection connection, Deadlines.Deadline deadline) {
            this.request = request;
            this.connection = connection;
            this.deadline = deadline;
        }

        InputStream body() {
            return body;
        }

        /** Sends bytes the other way, where the engine has made the connection one for both. */
        void write(byte[] bytes) throws IOException {
            connection.write(bytes);
        }

        /** From now on the stream may be silent for this long; empty means for ever. */
        void patience(Optional<Duration> silence) {
            if (silence.isPresent()) {
                deadline.renew(silence.get());
            } else {
                deadline.close();
            }
        }

        /** What to throw when reading failed with {@code cause}. */
        RuntimeFailure broken(Exception cause) {
            return unreachable(request, deadline, connection, cause);
        }

        @Override
        public void close() {
            streams.remove(this);
            deadline.close();
            discard(connection);
        }
    }
}
