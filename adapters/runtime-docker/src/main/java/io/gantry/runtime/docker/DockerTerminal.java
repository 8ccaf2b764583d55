package io.gantry.runtime.docker;

import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.Terminals.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** One command of the engine's, with the connection that carries its terminal's bytes both ways. */
final class DockerTerminal implements Terminal {
    private static final int LOOKS = 20;
    private static final Duration PAUSE = Duration.ofMillis(25);

    private final EngineClient client;
    private final Timeouts timeouts;
    private final String id;
    private final EngineClient.Stream stream;

    DockerTerminal(EngineClient client, Timeouts timeouts, String id, EngineClient.Stream stream) {
        this.client = client;
        this.timeouts = timeouts;
        this.id = id;
        this.stream = stream;
    }

    @Override
    public int read(byte[] target) {
        try {
            return stream.body().read(target);
        } catch (IOException broken) {
            throw stream.broken(broken);
        }
    }

    @Override
    public void write(byte[] bytes) {
        try {
            stream.write(bytes);
        } catch (IOException ended) {
            // The reader hears of it as well, and of why.
            return;
        }
    }

    @Override
    public void resize(int columns, int rows) {
        var size = new TreeMap<>(Map.of("w", Integer.toString(columns), "h", Integer.toString(rows)));
        // The answer does not matter: a command that has ended has no size.
        Answer _ = client.call(Request.post("/exec/" + id + "/resize" + Request.query(size), "", timeouts.look()));
    }

    @Override
    public Optional<Integer> exitCode() {
        JsonNode seen = look();
        // What was printed ends a moment before the engine takes note of the command's end.
        for (int look = 1; Shapes.flag(seen, "Running") && look < LOOKS; look++) {
            pause();
            seen = look();
        }
        return Shapes.flag(seen, "Running") || !Shapes.at(seen, "ExitCode").isIntegralNumber()
                ? Optional.empty()
                : Optional.of((int) Shapes.number(seen, "ExitCode"));
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonNode look() {
        return client.call(Request.get("/exec/" + id + "/json", timeouts.look()))
                .orThrow()
                .json();
    }

    /**
     * The engine has no call that ends a command, and closing its connection leaves it running. It is a process of this host,
     * though: when it is killed the kernel hangs up its terminal on whatever else runs there.
     */
    @Override
    public void close() {
        try {
            JsonNode seen = look();
            if (Shapes.flag(seen, "Running")) {
                ProcessHandle.of(Shapes.number(seen, "Pid"))
                        .filter(process -> process.pid() > 1)
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
        } catch (RuntimeFailure gone) {
            // Without an engine, or without its container, there is nothing to end.
            return;
        } finally {
            stream.close();
        }
    }
}
