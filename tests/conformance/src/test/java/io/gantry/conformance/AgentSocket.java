package io.gantry.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One websocket as the public container agent opens it: a signed upgrade, then text frames, each one JSON object. It shares
 * no code with Gantry's own agent.
 */
final class AgentSocket implements AutoCloseable, WebSocket.Listener {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final URI uri;
    private final SignatureV4 signature;
    private final HttpClient client = HttpClient.newHttpClient();
    private final LinkedBlockingQueue<JsonNode> frames = new LinkedBlockingQueue<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    /** The upgrade was answered with this status instead. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int status;

        Refused(int status) {
            super("status " + status);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /**
     * Connects.
     *
     * @param endpoint what DiscoverPollEndpoint answered, with or without a slash at its end
     * @param query by key; sent in the order of the keys
     * @throws Refused when the server answers with another status than 101
     */
    AgentSocket(String endpoint, Map<String, String> query, RootKey key) {
        this.uri = URI.create(endpoint.replaceFirst("^http", "ws") + (endpoint.endsWith("/") ? "" : "/") + "ws?"
                + new TreeMap<>(query)
                        .entrySet().stream()
                                .map(each -> each.getKey() + "="
                                        + URLEncoder.encode(each.getValue(), UTF_8)
                                                .replace("+", "%20"))
                                .collect(Collectors.joining("&")));
        this.signature = new SignatureV4(key, RunningGantry.REGION, "ecs");
        WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(LIMIT);
        signed("").forEach((name, value) -> {
            if (!name.equals("host")) {
                builder.header(name, value);
            }
        });
        try {
            this.socket = builder.buildAsync(uri, this).join();
        } catch (CompletionException failed) {
            client.close();
            if (failed.getCause() instanceof WebSocketHandshakeException refused) {
                throw new Refused(refused.getResponse().statusCode());
            }
            throw failed;
        }
    }

    private Map<String, String> signed(String body) {
        return signature.sign(
                "GET",
                uri.getRawPath(),
                Optional.ofNullable(uri.getRawQuery()).orElse(""),
                Map.of("host", uri.getAuthority()),
                body.getBytes(UTF_8),
                Instant.now());
    }

    private static ObjectNode envelope(String type, JsonNode message) {
        ObjectNode frame = EcsCalls.object().put("type", type);
        frame.set("message", message);
        return frame;
    }

    /** Sends a frame as on the control channel. */
    void send(String type, JsonNode message) {
        WebSocket _ = socket.sendText(envelope(type, message).toString(), true).join();
    }

    /** Sends a frame as on the telemetry channel: header lines with a signature of the frame, then the JSON. */
    void sendSigned(String type, JsonNode message) {
        String json = envelope(type, message).toString();
        Map<String, String> headers = signed(json);
        String frame = "Authorization: " + headers.getOrDefault("authorization", "") + "\r\nHost: " + uri.getAuthority()
                + "\r\nX-Amz-Date: " + headers.getOrDefault("x-amz-date", "") + "\r\n\r\n" + json;
        WebSocket _ = socket.sendText(frame, true).join();
    }

    /** The next frame's message, which has to be of this type; heartbeats between are acknowledged and passed over. */
    JsonNode next(String type) {
        while (true) {
            JsonNode frame = next();
            String found = frame.path("type").asString();
            if (found.equals(type)) {
                return frame.path("message");
            }
            if (!found.equals("HeartbeatMessage")) {
                throw new AssertionError("not a " + type + ": " + frame.toPrettyString());
            }
            send(
                    "HeartbeatAckRequest",
                    EcsCalls.object()
                            .put(
                                    "messageId",
                                    frame.path("message").path("messageId").asString()));
        }
    }

    private JsonNode next() {
        try {
            return Optional.ofNullable(frames.poll(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .orElseThrow(() -> new AssertionError("no frame within " + LIMIT));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /** The code with which the server closes. */
    int awaitClosed() {
        return closed.orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            frames.add(EcsCalls.read(partial.toString()));
            partial.setLength(0);
        }
        from.request(1);
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        boolean _ = closed.complete(code);
        return CompletableFuture.completedFuture(true);
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        boolean _ = closed.complete(1006);
    }

    @Override
    public void close() {
        socket.abort();
        client.close();
    }
}
