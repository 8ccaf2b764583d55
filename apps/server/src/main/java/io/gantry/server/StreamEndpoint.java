package io.gantry.server;

import io.gantry.server.AgentSockets.Stream;
import io.gantry.server.AgentSockets.StreamOutlet;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries one web socket of bytes between the HTTP server and a stream, which says when it wants the next frame. Public because
 * the HTTP server calls it by reflection.
 */
public final class StreamEndpoint implements Session.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(StreamEndpoint.class);

    /** Longer than any session may be idle: a session ends with words, not with its connection. */
    private static final Duration IDLE = Duration.ofMinutes(30);

    private final Function<StreamOutlet, Stream> opening;
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile Optional<Stream> stream = Optional.empty();

    StreamEndpoint(Function<StreamOutlet, Stream> opening) {
        this.opening = opening;
    }

    @Override
    public void onWebSocketOpen(Session session) {
        session.setIdleTimeout(IDLE);
        stream = Optional.of(opening.apply(new Outlet(session)));
    }

    @Override
    public void onWebSocketText(String text) {
        wanted.set(false);
        stream.ifPresent(open -> open.text(text));
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        byte[] frame = new byte[payload.remaining()];
        payload.get(frame);
        callback.succeed();
        wanted.set(false);
        stream.ifPresent(open -> open.binary(frame));
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        // The close that follows is what the stream hears of.
        LOG.debug("a stream's connection broke: {}", String.valueOf(cause.getMessage()));
    }

    @Override
    public void onWebSocketClose(int status, String reason, Callback callback) {
        stream.ifPresent(Stream::closed);
        callback.succeed();
    }

    private final class Outlet implements StreamOutlet {
        private final Session session;

        Outlet(Session session) {
            this.session = session;
        }

        @Override
        public void text(String frame) {
            session.sendText(frame, Callback.from(() -> {}, failure -> session.disconnect()));
        }

        @Override
        public void binary(byte[] frame) {
            session.sendBinary(ByteBuffer.wrap(frame), Callback.from(() -> {}, failure -> session.disconnect()));
        }

        @Override
        public void close(int status, String reason) {
            session.close(status, reason, Callback.NOOP);
        }

        @Override
        public void next() {
            if (wanted.compareAndSet(false, true)) {
                session.demand();
            }
        }
    }
}
