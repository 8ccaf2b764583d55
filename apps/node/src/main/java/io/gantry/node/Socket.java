package io.gantry.node;

import io.gantry.agent.protocol.AgentTimers;
import io.gantry.agent.protocol.SignedFrame;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** One websocket connection with a signed upgrade (agent-protocol.md 3.3, 5.2). */
final class Socket implements WebSocket.Listener {
    static final int NORMAL = 1000;

    /** No close frame came: the stream ended. */
    static final int ENDED = 1006;

    /** Closes after which one connects again without a pause. */
    static final Set<Integer> AT_ONCE = Set.of(1000, 1001, 1006, 1011);

    /** Opening one: less than the protocol allows, because on a link that comes back an attempt that went before waits long. */
    private static final Duration OPENING = Duration.ofSeconds(10);

    private final URI uri;
    private final Signing signing;
    private final Hearing hearing;
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
    private volatile Optional<WebSocket> socket = Optional.empty();

    /** Opens connections. */
    interface Opener {
        /**
         * Connects.
         *
         * @throws NotOpened when the upgrade was answered with something else
         * @throws CompletionException when there was no answer
         */
        Socket open(URI uri, Hearing hearing);
    }

    /** What arrives, one after another. */
    interface Hearing {
        /** A text frame. */
        void text(String frame);

        /** The answer to a ping. */
        void pong();
    }

    /** The upgrade was refused. */
    static final class NotOpened extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final String body;

        NotOpened(int status, String body) {
            super("status " + status, null, false, false);
            this.status = status;
            this.body = body;
        }

        int status() {
            return status;
        }

        String body() {
            return body;
        }
    }

    private Socket(URI uri, Signing signing, Hearing hearing) {
        this.uri = uri;
        this.signing = signing;
        this.hearing = hearing;
    }

    static Opener opener(HttpClient client, Signing signing) {
        return (uri, hearing) -> {
            Socket made = new Socket(uri, signing, hearing);
            WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(OPENING);
            signing.fields("GET", uri, Map.of(), "").forEach(builder::header);
            try {
                made.socket = Optional.of(builder.buildAsync(uri, made).join());
                return made;
            } catch (CompletionException failed) {
                if (failed.getCause() instanceof WebSocketHandshakeException refused) {
                    throw new NotOpened(
                            refused.getResponse().statusCode(),
                            String.valueOf(refused.getResponse().body()));
                }
                throw failed;
            }
        };
    }

    /** Sends a text frame after those before it; a failure ends the connection. */
    synchronized void send(String text, boolean signed) {
        String frame = signed ? signedFrame(text) : text;
        next(open -> open.sendText(frame, true));
    }

    /** Asks the peer for a sign of life (RFC 6455, 5.5.2). */
    synchronized void ping() {
        next(open -> open.sendPing(ByteBuffer.allocate(0)));
    }

    private void next(Function<WebSocket, CompletableFuture<WebSocket>> sending) {
        sent = sent.thenCompose(before -> sending.apply(socket.orElseThrow()))
                .orTimeout(AgentTimers.READ_WRITE.toSeconds(), TimeUnit.SECONDS)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        boolean _ = closed.complete(ENDED);
                    }
                });
    }

    private String signedFrame(String json) {
        Map<String, String> headers = new LinkedHashMap<>();
        Map<String, String> fields = signing.fields("GET", uri, Map.of(), json);
        headers.put("Authorization", fields.getOrDefault("Authorization", ""));
        headers.put("Host", Signing.host(uri));
        headers.put("X-Amz-Date", fields.getOrDefault("X-Amz-Date", ""));
        Optional.ofNullable(fields.get("X-Amz-Security-Token"))
                .ifPresent(token -> headers.put("X-Amz-Security-Token", token));
        return new SignedFrame(headers, json).format();
    }

    /** Closes it from our side, and does not wait long for the peer's agreement. */
    synchronized void close(int code, String reason) {
        socket.ifPresent(open -> {
            CompletableFuture<?> _ = sent.thenCompose(before -> open.sendClose(code, reason))
                    .orTimeout(1, TimeUnit.SECONDS)
                    .whenComplete((done, failure) -> {
                        open.abort();
                        boolean _ = closed.complete(code);
                    });
        });
    }

    /** The close code, once closed; empty when that took longer than {@code patience}. */
    Optional<Integer> awaitClose(Duration patience) {
        try {
            return Optional.of(closed.get(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS));
        } catch (TimeoutException open) {
            return Optional.empty();
        } catch (InterruptedException ending) {
            return Optional.of(NORMAL);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            String text = partial.toString();
            partial.setLength(0);
            hearing.text(text);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
        hearing.pong();
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int statusCode, String reason) {
        boolean _ = closed.complete(statusCode);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        boolean _ = closed.complete(ENDED);
    }
}
