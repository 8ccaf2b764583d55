package io.gantry.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.agent.node.port.ContainerRuntime;
import io.gantry.agent.node.port.ContainerRuntime.ContainerSpec;
import io.gantry.agent.node.port.ContainerRuntime.LogRequest;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import io.gantry.agent.node.port.ContainerRuntime.State;
import io.gantry.kit.agent.Behaviour;
import io.gantry.kit.agent.ContainerRuntimeContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The contract against the machine's own Docker engine, and what only a real one shows. */
final class DockerContainerRuntimeIT extends ContainerRuntimeContract {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Path SOCKET = DockerContainerRuntime.socket(
            Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse(""));
    private static final String NONCE = Long.toString(ProcessHandle.current().pid());

    private final List<Throwable> faults = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void images() throws IOException, InterruptedException {
        TestImages.busybox(SOCKET);
    }

    private DockerContainerRuntime connect() {
        return new DockerContainerRuntime(SOCKET, Timeouts.DEFAULT, (where, cause) -> faults.add(cause));
    }

    @Override
    protected ContainerRuntime open() {
        return connect();
    }

    @Override
    protected void act(ObjectNode body, Behaviour behaviour) {
        RealBehaviour.act(body, behaviour);
    }

    @Override
    protected String localImage() {
        return RealBehaviour.IMAGE;
    }

    @Override
    protected String nonce() {
        return NONCE;
    }

    @Override
    protected void await(String what, BooleanSupplier condition) {
        Awaitility.await(what).atMost(Duration.ofSeconds(30)).until(condition::getAsBoolean);
    }

    @Override
    protected void settle() {
        // Only used before asserting that nothing came; too short a pause could hide a fault but never invent one.
        Awaitility.await().pollDelay(Duration.ofMillis(300)).until(() -> true);
    }

    private static ContainerSpec spec(String name, String script, boolean terminal) {
        ObjectNode body =
                JSON.createObjectNode().put("Image", RealBehaviour.IMAGE).put("Tty", terminal);
        body.putArray("Cmd").add("sh").add("-c").add(script);
        body.putObject("Labels").put("io.gantry.contract", NONCE);
        return new ContainerSpec("gantry-contract-" + NONCE + "-" + name, JSON.writeValueAsString(body));
    }

    @Test
    void separatesTheStreamsOfAContainerOnlyWhereItHasNoTerminal() {
        try (DockerContainerRuntime runtime = connect()) {
            for (boolean terminal : new boolean[] {false, true}) {
                String id = runtime.create(spec("tty" + terminal, "echo out; echo err >&2", terminal));
                runtime.start(id);
                var out = new ByteArrayOutputStream();
                runtime.logs(id, new LogRequest(true, false, Optional.empty(), Optional.empty()), out);

                String[] lines =
                        out.toString(StandardCharsets.UTF_8).replace("\r", "").split("\n", -1);
                assertThat(lines).containsExactlyInAnyOrder("out", "err", "");
            }
        }
    }

    @Test
    void copiesALargeOutputWhole() {
        try (DockerContainerRuntime runtime = connect()) {
            String id = runtime.create(spec("large", "seq 1 200000", false));
            runtime.start(id);
            var out = new ByteArrayOutputStream();
            runtime.logs(id, new LogRequest(true, false, Optional.empty(), Optional.empty()), out);

            List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
            assertThat(lines).hasSize(200_000).endsWith("200000");
        }
    }

    @Test
    void endsFollowingWhenTheReaderHasEnough() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("enough");
            }
        };
        try (DockerContainerRuntime runtime = connect()) {
            String id = runtime.create(spec("enough", "while :; do echo more; sleep 0.1; done", false));
            runtime.start(id);

            assertThatThrownBy(() ->
                            runtime.logs(id, new LogRequest(true, false, Optional.empty(), Optional.empty()), full))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("enough");
        }
    }

    @Test
    void startsManyAtOnceOnVirtualThreads() throws Exception {
        try (DockerContainerRuntime runtime = connect();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> started = new ArrayList<>();
            for (int number = 0; number < 12; number++) {
                ContainerSpec spec = spec("many-" + number, "exit " + number, false);
                started.add(threads.submit(() -> {
                    String id = runtime.create(spec);
                    runtime.start(id);
                    return id;
                }));
            }
            for (int number = 0; number < started.size(); number++) {
                String id = started.get(number).get();
                await("exit", () -> runtime.container(id).orElseThrow().state() == State.EXITED);
                assertThat(runtime.container(id).orElseThrow().exitCode()).contains(number);
            }
            assertThat(runtime.containers(Map.of("io.gantry.contract", NONCE))).hasSize(12);
        }
    }

    @Test
    void saysWhyAnImageCannotBePulled() {
        try (DockerContainerRuntime runtime = connect()) {
            // Nothing listens on the discard port, so the engine fails at once and without a network.
            String reference = "127.0.0.1:9/gantry/none:1";
            assertThatThrownBy(() -> runtime.pull(reference, Optional.empty()))
                    .isInstanceOf(RuntimeFailure.class)
                    .hasMessageContaining("127.0.0.1:9");
            assertThatThrownBy(() -> runtime.remoteDigest(reference, Optional.empty()))
                    .isInstanceOf(RuntimeFailure.class)
                    .hasMessageStartingWith("Error response from daemon: ");
        }
    }

    @Test
    void saysThatNoEngineIsThere() {
        try (var runtime = new DockerContainerRuntime(
                Path.of("/nonexistent/docker.sock"), Timeouts.DEFAULT, (where, cause) -> faults.add(cause))) {
            assertThatThrownBy(runtime::engine).isInstanceOfSatisfying(RuntimeFailure.class, failure -> {
                assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
                assertThat(failure)
                        .hasMessage("Cannot connect to the Docker daemon at unix:///nonexistent/docker.sock."
                                + " Is the docker daemon running?");
            });
        }
    }
}
