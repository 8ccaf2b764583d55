package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.control.RealEnv;
import io.gantry.session.ClientEnd;
import io.gantry.session.RemoteTerminal;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A session of ECS Exec as a person has it: types, and looks at what is printed. */
final class Shell implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final RealEnv env = new RealEnv();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final RemoteTerminal terminal;

    private Shell(JsonNode session) {
        this.terminal = RemoteTerminal.connect(
                client,
                env,
                URI.create(session.path("streamUrl").asString()),
                session.path("tokenValue").asString(),
                this::print);
    }

    /** Connects to a session that ExecuteCommand has answered. */
    static Shell connect(JsonNode session) throws InterruptedException {
        Shell shell = new Shell(session);
        shell.terminal.awaitReady();
        return shell;
    }

    /** Runs a command in a container and connects. */
    static Shell open(RunningGantry gantry, JsonNode task, String container, String command)
            throws InterruptedException {
        return connect(gantry.calls()
                .ok("ExecuteCommand", input(task, container, command))
                .path("session"));
    }

    /** ExecuteCommand's input. */
    static ObjectNode input(JsonNode task, String container, String command) {
        return EcsCalls.object()
                .put("task", task.path("taskArn").asString())
                .put("container", container)
                .put("command", command)
                .put("interactive", true);
    }

    private void print(byte[] bytes) {
        synchronized (printed) {
            printed.writeBytes(bytes);
        }
    }

    /** What was printed so far, with plain line ends. */
    String printed() {
        synchronized (printed) {
            return printed.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
        }
    }

    void type(String keys) throws InterruptedException {
        assertThat(terminal.type(keys.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    void resize(int columns, int rows) {
        terminal.resize(columns, rows);
    }

    /** Waits until this was printed. */
    void awaitPrinted(String words) {
        try {
            RunningGantry.await("printed: " + words, LIMIT, () -> printed().contains(words));
        } catch (AssertionError not) {
            throw new AssertionError(not.getMessage() + ", but\n" + printed(), not);
        }
    }

    /** Waits until the session has ended. */
    ClientEnd.Ending end() throws InterruptedException {
        return terminal.awaitEnd(LIMIT).orElseThrow(() -> new AssertionError("it goes on; it printed\n" + printed()));
    }

    @Override
    public void close() {
        terminal.close();
        client.close();
        env.close();
    }
}
