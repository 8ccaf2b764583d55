package io.gantry.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.settings.AccessKey;
import io.gantry.settings.Announcement;
import io.gantry.settings.Settings;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Request;
import io.gantry.wire.sigv4.SigV4Signer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ControlPlaneTest {
    private static final String TARGET = "AmazonEC2ContainerServiceV20141113.";

    @TempDir
    Path home;

    private final HttpClient client = HttpClient.newHttpClient();

    private ControlPlane open() throws IOException {
        return ControlPlane.open(ServerConfig.of(
                Settings.load(List.of("--listen", "127.0.0.1:0"), Map.of("GANTRY_HOME", home.toString()))));
    }

    private HttpResponse<String> call(Announcement server, AccessKey key, String operation, String input)
            throws IOException, InterruptedException {
        URI endpoint = URI.create(server.endpoint() + "/");
        byte[] body = input.getBytes(UTF_8);
        Map<String, String> fields =
                Map.of("content-type", "application/x-amz-json-1.1", "x-amz-target", TARGET + operation);
        Headers.Builder headers = new Headers.Builder().add("host", endpoint.getAuthority());
        HttpRequest.Builder request =
                HttpRequest.newBuilder(endpoint).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        fields.forEach((name, value) -> {
            headers.add(name, value);
            request.header(name, value);
        });
        SigV4Signer signer =
                new SigV4Signer(key.accessKeyId(), key.secretAccessKey(), Optional.empty(), server.region(), "ecs");
        signer.sign(
                        new Request("POST", "/", "", headers.build(), body, endpoint),
                        java.time.InstantSource.system().instant())
                .forEach(request::header);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whatWasAcknowledgedIsThereAfterAnotherStart() throws IOException, InterruptedException {
        AccessKey root;
        try (ControlPlane plane = open()) {
            root = AccessKey.read(AccessKey.rootFile(home)).orElseThrow();
            assertThat(Announcement.read(home)).contains(plane.announcement());
            assertThat(call(plane.announcement(), root, "CreateCluster", "{\"clusterName\":\"mine\"}")
                            .statusCode())
                    .isEqualTo(200);
        }
        try (ControlPlane plane = open()) {
            HttpResponse<String> listed = call(plane.announcement(), root, "ListClusters", "{}");
            assertThat(listed.statusCode()).isEqualTo(200);
            assertThat(listed.body())
                    .contains("arn:aws:ecs:us-east-1:000000000000:cluster/default")
                    .contains("arn:aws:ecs:us-east-1:000000000000:cluster/mine");
        }
    }

    @Test
    void aWrongSecretIsRefusedAndTheNodesKeyMayNotRunTasks() throws IOException, InterruptedException {
        try (ControlPlane plane = open()) {
            AccessKey root = AccessKey.read(AccessKey.rootFile(home)).orElseThrow();
            AccessKey node = AccessKey.read(AccessKey.nodeFile(home)).orElseThrow();
            AccessKey wrong = new AccessKey(root.accessKeyId(), "x".repeat(40));
            assertThat(call(plane.announcement(), wrong, "ListClusters", "{}").body())
                    .contains("InvalidSignatureException");
            assertThat(call(plane.announcement(), node, "RunTask", "{\"taskDefinition\":\"a\"}")
                            .body())
                    .contains("AccessDeniedException");
            assertThat(call(plane.announcement(), node, "DiscoverPollEndpoint", "{}")
                            .body())
                    .contains(plane.announcement().endpoint() + "/acs");
        }
    }

    @Test
    void healthNeedsNoSignatureAndChannelsDo() throws IOException, InterruptedException {
        try (ControlPlane plane = open()) {
            String endpoint = plane.announcement().endpoint();
            HttpResponse<String> health = client.send(
                    HttpRequest.newBuilder(URI.create(endpoint + "/_gantry/health"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(health.statusCode()).isEqualTo(200);
            URI channel = URI.create(endpoint.replace("http:", "ws:") + "/acs/ws?containerInstanceArn=x");
            assertThatThrownBy(() -> client.newWebSocketBuilder()
                            .buildAsync(channel, new java.net.http.WebSocket.Listener() {})
                            .join())
                    .cause()
                    .isInstanceOfSatisfying(
                            java.net.http.WebSocketHandshakeException.class,
                            refused -> assertThat(refused.getResponse().statusCode())
                                    .isEqualTo(403));
        }
    }

    @Test
    void aSecondServerOfTheSameHomeDoesNotStart() throws IOException {
        try (ControlPlane plane = open()) {
            assertThat(plane.announcement().processId()).isPositive();
            assertThatThrownBy(this::open).isInstanceOf(IllegalStateException.class);
        }
    }
}
