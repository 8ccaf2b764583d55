package io.gantry.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.agent.node.port.ContainerRuntime.ContainerSpec;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import io.gantry.agent.node.port.Terminals.Command;
import io.gantry.agent.node.port.Terminals.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands on terminals in a container of the machine's own engine. */
final class DockerTerminalsIT {
    private static final Path SOCKET = DockerContainerRuntime.socket(
            Optional.ofNullable(System.getenv("DOCKER_HOST")).orElse(""));

    private final DockerContainerRuntime runtime =
            new DockerContainerRuntime(SOCKET, Timeouts.DEFAULT, (where, cause) -> {});
    private final DockerTerminals terminals = new DockerTerminals(SOCKET, Timeouts.DEFAULT);
    private String container = "";

    @BeforeAll
    static void images() throws IOException, InterruptedException {
        TestImages.busybox(SOCKET);
    }

    @BeforeEach
    void start() {
        String name = "gantry-terminals-" + ProcessHandle.current().pid();
        container = runtime.create(new ContainerSpec(
                name,
                "{\"Image\":\"" + RealBehaviour.IMAGE + "\",\"Cmd\":[\"sleep\",\"600\"],\"User\":\"65534\","
                        + "\"StopSignal\":\"SIGKILL\"}"));
        runtime.start(container);
    }

    @AfterEach
    void remove() {
        runtime.remove(container);
        terminals.close();
        runtime.close();
    }

    private Terminal sh(String script) {
        return terminals.start(new Command(container, List.of("sh", "-c", script), "0", List.of("COLOUR=blue")));
    }

    /** What is printed until {@code words} are among it, or until the end. */
    private static String printed(Terminal terminal, String words) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] some = new byte[4096];
        for (int count = terminal.read(some); count >= 0; count = terminal.read(some)) {
            all.write(some, 0, count);
            if (!words.isEmpty() && all.toString(StandardCharsets.UTF_8).contains(words)) {
                break;
            }
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static byte[] keys(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void printsOnATerminalAndEndsWithItsCode() {
        try (Terminal terminal = sh("test -t 0 && echo a terminal; id -u; echo $COLOUR; exit 9")) {
            assertThat(printed(terminal, "")).isEqualTo("a terminal\r\n0\r\nblue\r\n");
            assertThat(terminal.exitCode()).contains(9);
            terminal.write(keys("to nobody"));
            terminal.resize(10, 10);
        }
    }

    @Test
    void isTypedToAndResized() {
        try (Terminal terminal = sh("stty -echo; echo go; read word; stty size; echo $word")) {
            assertThat(printed(terminal, "go")).contains("go");
            assertThat(terminal.exitCode()).isEmpty();
            terminal.resize(97, 23);
            terminal.write(keys("hello\r"));
            assertThat(printed(terminal, "")).endsWith("23 97\r\nhello\r\n");
        }
    }

    @Test
    void aClosedTerminalLeavesNothingRunning() {
        Terminal closed = sh("echo begun; sleep 4242; true");
        assertThat(printed(closed, "begun")).contains("begun");
        closed.close();

        try (Terminal other = sh("while ps | grep -q 'sleep 424[2]'; do :; done; ps")) {
            assertThat(printed(other, "")).contains("sleep 600").doesNotContain("4242");
        }
    }

    @Test
    void onlyARunningContainerHasOne() {
        refused(Kind.NOT_FOUND, "No such container", "0123456789ab");
        runtime.stop(container, java.time.Duration.ofSeconds(1));
        refused(Kind.REFUSED, "is not running", container);
    }

    private void refused(Kind kind, String words, String where) {
        assertThatThrownBy(() -> terminals.start(new Command(where, List.of("true"), "0", List.of())))
                .isInstanceOfSatisfying(RuntimeFailure.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(kind);
                    assertThat(failure).hasMessageContaining(words);
                });
    }
}
