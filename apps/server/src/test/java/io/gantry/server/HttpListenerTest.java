package io.gantry.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.base.Limits;
import io.gantry.settings.HostAndPort;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

final class HttpListenerTest {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();

    private HttpListener open() throws IOException {
        return HttpListener.open(new HostAndPort("127.0.0.1", 0), this::echo, this::accept);
    }

    private Reply echo(Request request) {
        String text = request.method() + " " + request.path() + " ? " + request.query() + " " + request.body().length
                + " " + request.headers().firstOrEmpty("x-mine") + " " + request.endpoint();
        return new Reply(418, Headers.of("x-answer", "yes"), text.getBytes(UTF_8));
    }

    private AgentSockets.Verdict accept(Request upgrade) {
        if (upgrade.query().isEmpty()) {
            return new AgentSockets.Refused(new Reply(403, Headers.NONE, "no".getBytes(UTF_8)));
        }
        return new AgentSockets.Accepted(new AgentSockets.Conversation() {
            @Override
            public void opened(AgentSockets.Outlet outlet) {
                outlet.send("hello " + upgrade.path());
            }

            @Override
            public void received(String text) {
                heard.add(text);
            }

            @Override
            public void closed() {
                heard.add("closed");
            }
        });
    }

    @Test
    void aRequestIsHandedOnAsItWasSent() throws IOException, InterruptedException {
        try (HttpListener listener = open()) {
            String base = "http://127.0.0.1:" + listener.address().port();
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(base + "/a%2Fb//c?x=%20"))
                            .header("X-Mine", "1")
                            .POST(HttpRequest.BodyPublishers.ofString("body"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(418);
            assertThat(answer.headers().firstValue("x-answer")).contains("yes");
            assertThat(answer.headers().firstValue("date")).isPresent();
            assertThat(answer.body()).isEqualTo("POST /a%2Fb//c ? x=%20 4 1 " + base);
        }
    }

    @Test
    void aBodyOverTheLimitIsCutOneByteAfterIt() throws IOException, InterruptedException {
        try (HttpListener listener = open()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(
                                    "http://127.0.0.1:" + listener.address().port() + "/"))
                            .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[Limits.LARGEST_REQUEST_BYTES + 5]))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.body()).contains(" " + (Limits.LARGEST_REQUEST_BYTES + 1) + " ");
        }
    }

    @Test
    void anAgentsSocketCarriesTextBothWays() throws IOException, InterruptedException {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (HttpListener listener = open()) {
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(
                            URI.create("ws://127.0.0.1:" + listener.address().port() + "/acs/ws?x=1"),
                            new WebSocket.Listener() {
                                @Override
                                public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                                    received.add(text.toString());
                                    from.request(1);
                                    return java.util.concurrent.CompletableFuture.completedStage(null);
                                }
                            })
                    .join();
            assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("hello /acs/ws");
            socket.sendText("from the agent", true).join();
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("from the agent");
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
            assertThat(heard.poll(10, TimeUnit.SECONDS)).isEqualTo("closed");
        }
    }

    @Test
    void anUpgradeThatIsRefusedGetsItsAnswer() throws IOException {
        try (HttpListener listener = open()) {
            URI uri = URI.create("ws://127.0.0.1:" + listener.address().port() + "/tcs/ws");
            Assertions.assertThatThrownBy(() -> client.newWebSocketBuilder()
                            .buildAsync(uri, new WebSocket.Listener() {})
                            .join())
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            java.net.http.WebSocketHandshakeException.class,
                            refused -> assertThat(refused.getResponse().statusCode())
                                    .isEqualTo(403));
        }
    }
}
