package io.gantry.node;

import io.gantry.agent.protocol.AgentMessage;
import io.gantry.agent.protocol.AgentMessages;
import io.gantry.agent.protocol.TerminalMessage;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The web socket of one terminal, with a signed upgrade. What comes is asked for at once, so that its end is heard of too. */
final class TerminalSocket implements WebSocket.Listener {
    private static final Duration OPENING = Duration.ofSeconds(10);

    private final Hearing hearing;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final StringBuilder text = new StringBuilder();
    private Optional<WebSocket> socket = Optional.empty();

    /** What arrives, one after another. It must not block. */
    interface Hearing {
        void typed(byte[] bytes);

        void resized(TerminalMessage.TerminalSizeMessage size);

        void closed();
    }

    private TerminalSocket(Hearing hearing) {
        this.hearing = hearing;
    }

    /**
     * Connects.
     *
     * @param endpoint where the server is
     * @throws CompletionException when the server refuses, or cannot be reached
     */
    static TerminalSocket open(
            HttpClient client, Signing signing, URI endpoint, String session, String ticket, Hearing hearing) {
        URI uri = URI.create(
                "ws" + endpoint.resolve(TerminalMessage.PATH).toString().substring("http".length()) + "?"
                        + TerminalMessage.SESSION + "=" + session);
        WebSocket.Builder builder =
                client.newWebSocketBuilder().connectTimeout(OPENING).header(TerminalMessage.TICKET, ticket);
        signing.fields("GET", uri, Map.of(), "").forEach(builder::header);
        TerminalSocket made = new TerminalSocket(hearing);
        made.socket = Optional.of(builder.buildAsync(uri, made).join());
        return made;
    }

    /** Sends what was printed; waits until it is on its way. */
    synchronized void printed(ByteBuffer some) {
        WebSocket _ = socket.orElseThrow().sendBinary(some, true).join();
    }

    /** Sends a message; waits until it is on its way. */
    synchronized void send(TerminalMessage message) {
        WebSocket _ = socket.orElseThrow()
                .sendText(AgentMessages.encode(message), true)
                .join();
    }

    /** Ends the connection after what was sent. */
    synchronized void close() {
        socket.ifPresent(open -> {
            CompletableFuture<WebSocket> _ = open.sendClose(WebSocket.NORMAL_CLOSURE, "")
                    .orTimeout(1, TimeUnit.SECONDS)
                    .whenComplete((done, failure) -> open.abort());
        });
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
        byte[] some = new byte[data.remaining()];
        data.get(some);
        bytes.writeBytes(some);
        if (last) {
            hearing.typed(bytes.toByteArray());
            bytes.reset();
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            AgentMessages.decode(text.toString()).ifPresent(this::heard);
            text.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(null);
    }

    private void heard(AgentMessage message) {
        if (message instanceof TerminalMessage.TerminalSizeMessage size) {
            hearing.resized(size);
        }
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        hearing.closed();
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        hearing.closed();
    }
}
