package io.gantry.benchmarks;

import io.gantry.agent.protocol.AcsMessage;
import io.gantry.agent.protocol.AgentMessage;
import io.gantry.agent.protocol.AgentMessages;
import io.gantry.agent.protocol.SessionQuery;
import io.gantry.conformance.EcsCalls;
import io.gantry.conformance.RunningGantry;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Request;
import io.gantry.wire.sigv4.SigV4Signer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A cluster of hosts whose agents are connected and acknowledge what they are told, but run nothing: what a call to the
 * control plane costs, without a container engine.
 */
final class Fleet implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client = HttpClient.newBuilder().executor(threads).build();
    private final List<WebSocket> sockets = new ArrayList<>();

    private final String cluster;
    private final List<String> arns = new ArrayList<>();
    private final AtomicInteger wanted = new AtomicInteger();

    private Fleet(String cluster) {
        this.cluster = cluster;
    }

    /**
     * Makes a cluster and its hosts, and waits until each of them can be given tasks.
     *
     * @param hosts at most as many as one call describes, 100
     * @param memory of each host in MiB; it has as many CPU units
     */
    static Fleet of(RunningGantry gantry, String cluster, int hosts, int memory) throws IOException {
        Fleet fleet = new Fleet(cluster);
        try (SignedCalls calls = new SignedCalls(gantry)) {
            calls.ok("CreateCluster", EcsCalls.object().put("clusterName", cluster));
            SigV4Signer signer = signer(gantry);
            ObjectNode describe = EcsCalls.object().put("cluster", cluster);
            ArrayNode arns = describe.putArray("containerInstances");
            for (int host = 0; host < hosts; host++) {
                String arn = calls.ok("RegisterContainerInstance", registration(cluster, memory))
                        .path("containerInstance")
                        .path("containerInstanceArn")
                        .asString();
                arns.add(arn);
                fleet.arns.add(arn);
                fleet.connect(gantry.endpoint(), signer, arn);
            }
            RunningGantry.await("all hosts are connected", LIMIT, () -> connected(calls, describe) == hosts);
        }
        return fleet;
    }

    private static SigV4Signer signer(RunningGantry gantry) {
        return new SigV4Signer(
                gantry.key().accessKeyId(),
                gantry.key().secretAccessKey(),
                Optional.empty(),
                RunningGantry.REGION,
                "ecs");
    }

    /** Connects every host's agent again to a server that was started again, all at once, as agents do. */
    void reconnect(RunningGantry gantry) {
        sockets.forEach(WebSocket::abort);
        sockets.clear();
        wanted.set(0);
        SigV4Signer signer = signer(gantry);
        List<CompletableFuture<Void>> all = arns.stream()
                .map(arn -> CompletableFuture.runAsync(() -> connect(gantry.endpoint(), signer, arn), threads))
                .toList();
        all.forEach(CompletableFuture::join);
    }

    /** How many tasks the hosts were told to have, in the manifests that follow all payloads of a new connection. */
    int wanted() {
        return wanted.get();
    }

    /** The cluster's name. */
    String cluster() {
        return cluster;
    }

    private static long connected(SignedCalls calls, ObjectNode describe) {
        try {
            return calls.ok("DescribeContainerInstances", describe)
                    .path("containerInstances")
                    .valueStream()
                    .filter(instance -> instance.path("agentConnected").asBoolean(false))
                    .count();
        } catch (IOException gone) {
            throw new IllegalStateException(gone);
        }
    }

    private static ObjectNode registration(String cluster, int memory) {
        ObjectNode body = EcsCalls.object().put("cluster", cluster);
        var resources = body.putArray("totalResources");
        for (String name : List.of("CPU", "MEMORY")) {
            resources.addObject().put("name", name).put("type", "INTEGER").put("integerValue", memory);
        }
        return body;
    }

    private void connect(URI endpoint, SigV4Signer signer, String arn) {
        URI url = new SessionQuery(cluster, arn, "1.105.0", "bench", "20.10", "2", true, "1").acs(endpoint + "/acs/");
        Headers host = Headers.of("host", endpoint.getAuthority());
        Request upgrade = new Request("GET", url.getRawPath(), url.getRawQuery(), host, new byte[0], endpoint);
        WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(LIMIT);
        signer.sign(upgrade, Instant.now()).forEach(builder::header);
        WebSocket socket =
                builder.buildAsync(url, new Agent(cluster, arn, wanted)).join();
        synchronized (sockets) {
            sockets.add(socket);
        }
    }

    @Override
    public void close() {
        sockets.forEach(WebSocket::abort);
        client.close();
        threads.close();
    }

    /** Says yes to everything. */
    private static final class Agent implements WebSocket.Listener {
        private final String cluster;
        private final String arn;
        private final AtomicInteger wanted;
        private final StringBuilder partial = new StringBuilder();
        private CompletableFuture<WebSocket> sent = CompletableFuture.completedFuture(null);

        Agent(String cluster, String arn, AtomicInteger wanted) {
            this.cluster = cluster;
            this.arn = arn;
            this.wanted = wanted;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean last) {
            partial.append(text);
            if (last) {
                Optional<AgentMessage> message = AgentMessages.decode(partial.toString());
                partial.setLength(0);
                message.flatMap(this::answer).ifPresent(answer -> {
                    String frame = AgentMessages.encode(answer);
                    sent = sent.thenCompose(before -> socket.sendText(frame, true));
                });
            }
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }

        private Optional<AgentMessage> answer(AgentMessage message) {
            if (message instanceof AcsMessage.PayloadMessage payload) {
                return Optional.of(new AcsMessage.AckRequest(cluster, arn, payload.messageId()));
            }
            if (message instanceof AcsMessage.TaskManifestMessage manifest) {
                int _ = wanted.addAndGet(manifest.tasks().size());
                return Optional.of(new AcsMessage.AckRequest(cluster, arn, manifest.messageId()));
            }
            if (message instanceof AcsMessage.HeartbeatMessage heartbeat) {
                return Optional.of(new AcsMessage.HeartbeatAckRequest(heartbeat.messageId()));
            }
            return Optional.empty();
        }
    }
}
