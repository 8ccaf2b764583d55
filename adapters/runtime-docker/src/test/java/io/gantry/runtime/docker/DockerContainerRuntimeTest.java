package io.gantry.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.agent.node.port.ContainerRuntime.EventListener;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The adapter against an engine that misbehaves. */
final class DockerContainerRuntimeTest {
    private final Path directory;
    private final ScriptedEngine engine;
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final DockerContainerRuntime runtime;

    DockerContainerRuntimeTest() throws IOException {
        directory = Files.createTempDirectory("gantry-docker");
        engine = new ScriptedEngine(directory.resolve("s"));
        runtime = connect(Duration.ofMillis(200));
    }

    private DockerContainerRuntime connect(Duration timeout) {
        return new DockerContainerRuntime(
                directory.resolve("s"), Timeouts.all(timeout), (where, cause) -> faults.add(cause));
    }

    @AfterEach
    void close() throws IOException {
        runtime.close();
        engine.close();
        Files.deleteIfExists(directory.resolve("s"));
        Files.delete(directory);
    }

    private static void fails(Kind kind, String words, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RuntimeFailure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(kind);
            assertThat(failure).hasMessageContaining(words);
        });
    }

    @Test
    void aSilentEngineHoldsNobodyForEver() {
        fails(Kind.UNREACHABLE, "did not answer POST /containers/x/start", () -> runtime.start("x"));
    }

    @Test
    void anAnswerThatStopsHalfwayHoldsNobodyForEver() {
        engine.answer(request -> Optional.of("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"));

        fails(Kind.UNREACHABLE, "did not answer GET /containers/x/json", () -> runtime.container("x"));
    }

    @Test
    void aPullWithoutProgressIsGivenUp() {
        engine.answer(request ->
                Optional.of("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n11\r\n{\"status\":\"slow\"}\r\n"));

        fails(Kind.UNREACHABLE, "POST /images/create", () -> runtime.pull("app", Optional.empty()));
    }

    @Test
    void aPullSaysWhatTheRegistrySaid() {
        engine.answer(request -> Optional.of(ScriptedEngine.ok(
                "{\"status\":\"Pulling\"}\r\n{\"errorDetail\":{\"message\":\"toomanyrequests: slow down\"},"
                        + "\"error\":\"toomanyrequests: slow down\"}\r\n")));

        fails(Kind.ENGINE, "toomanyrequests: slow down", () -> runtime.pull("host:5000/app", Optional.empty()));
        assertThat(engine.requests()).contains("POST /v1.41/images/create?fromImage=host%3A5000%2Fapp&tag=latest");
    }

    @Test
    void errorsKeepTheEnginesWordsAndTheirSort() {
        engine.answer(request -> Optional.of(ScriptedEngine.answer("500 Error", "{\"message\":\"disk broke\"}")));
        assertThatThrownBy(() -> runtime.start("x")).hasMessage("Error response from daemon: disk broke");
        fails(Kind.ENGINE, "disk broke", () -> runtime.start("x"));

        engine.answer(request -> Optional.of(ScriptedEngine.answer("400 Bad", "{\"message\":\"bad cpu\"}")));
        fails(Kind.REFUSED, "bad cpu", () -> runtime.start("x"));

        engine.answer(request -> Optional.of(ScriptedEngine.answer("502 Bad", "<html>proxy</html>")));
        fails(Kind.ENGINE, "<html>proxy</html>", () -> runtime.start("x"));

        engine.answer(request -> Optional.of(ScriptedEngine.ok("not JSON")));
        fails(Kind.ENGINE, "no JSON", () -> runtime.container("x"));
    }

    @Test
    void connectionsAreKeptAndReplacedWhenTheEngineWasRestarted() throws IOException {
        engine.answer(request -> Optional.of(ScriptedEngine.answer("404 Not Found", "{\"message\":\"none\"}")));
        assertThat(runtime.container("x")).isEmpty();
        assertThat(runtime.container("x")).isEmpty();
        assertThat(engine.connections()).isEqualTo(1);

        engine.dropConnections();
        assertThat(runtime.container("x")).isEmpty();
        assertThat(engine.connections()).isEqualTo(2);
    }

    @Test
    void chunksAreReadAsOneAnswer() {
        engine.answer(
                request -> Optional.of(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x=y\r\n{\"Id\"\r\n9\r\n:\"abcdef\"\r\n1\r\n}\r\n0\r\n\r\n"));

        assertThat(runtime.container("x").orElseThrow().id()).isEqualTo("abcdef");
        assertThat(runtime.container("x").orElseThrow().id()).isEqualTo("abcdef");
        assertThat(engine.connections()).isEqualTo(1);
    }

    @Test
    void aBrokenEventStreamIsOpenedAgainWithAGapAndSurvivesAThrowingListener() throws Exception {
        try (DockerContainerRuntime patient = connect(Duration.ofSeconds(20))) {
            engine.answer(request -> Optional.of(
                    request.contains("/events")
                            ? "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(event("one"))
                                    + chunk(event("two"))
                            : "HTTP/1.1 200 OK\r\nDate: Sat, 21 Nov 2026 12:00:00 GMT\r\nContent-Length: 2\r\n\r\nOK"));
            var heard = new CopyOnWriteArrayList<String>();
            EventListener listener = new EventListener() {
                @Override
                public void changed(String containerId, Map<String, String> labels, String action) {
                    heard.add(action + " " + containerId + " " + labels.get("a"));
                    if (containerId.equals("one")) {
                        throw new IllegalStateException("a listener's fault");
                    }
                }

                @Override
                public void gap() {
                    heard.add("gap");
                }
            };
            try (AutoCloseable listening = patient.listen(listener)) {
                assertThat(listening).isNotNull();
                Awaitility.await().until(() -> heard.size() == 2);
                assertThat(heard).containsExactly("die one b", "die two b");
                assertThat(engine.requests()).anyMatch(request -> request.contains("since=1795262400"));
                assertThat(faults).hasSize(1);

                engine.dropConnections();
                Awaitility.await().until(() -> heard.size() == 5);
                assertThat(heard.subList(2, 5)).containsExactly("gap", "die one b", "die two b");
            }
        }
    }

    private static String event(String id) {
        return "{\"Type\":\"container\",\"Action\":\"die\",\"Actor\":{\"ID\":\"" + id
                + "\",\"Attributes\":{\"a\":\"b\"}}}\n";
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    @Test
    void theSocketIsWhatDockerHostNames() {
        assertThat(DockerContainerRuntime.socket("")).isEqualTo(Path.of("/var/run/docker.sock"));
        assertThat(DockerContainerRuntime.socket("unix:///run/d.sock")).isEqualTo(Path.of("/run/d.sock"));
        assertThatThrownBy(() -> DockerContainerRuntime.socket("tcp://host:2375"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tcp://host:2375");
    }

    @Test
    void versionsAreAgreedOn() {
        assertThat(ApiVersion.negotiate("1.41", "1.12")).hasToString("1.41");
        assertThat(ApiVersion.negotiate("1.52", "1.44")).hasToString("1.47");
        assertThat(ApiVersion.negotiate("1.60", "1.50")).hasToString("1.50");
        fails(Kind.REFUSED, "1.40", () -> ApiVersion.negotiate("1.40", "1.12"));
        fails(Kind.ENGINE, "no API version", () -> ApiVersion.negotiate("new", ""));
    }

    @Test
    void referencesAreTakenApart() {
        assertThat(ImageName.parse("nginx")).isEqualTo(new ImageName("nginx", "latest"));
        assertThat(ImageName.parse("host:5000/a/b")).isEqualTo(new ImageName("host:5000/a/b", "latest"));
        assertThat(ImageName.parse("host:5000/a/b:2")).isEqualTo(new ImageName("host:5000/a/b", "2"));
        assertThat(ImageName.parse("a:2@sha256:00")).isEqualTo(new ImageName("a", "sha256:00"));
    }
}
