package io.gantry.runtime.docker;

import io.gantry.agent.node.port.ContainerOutput;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Containers' output by the engine's "get container logs" call. It has connections of its own, since each container that is followed
 * keeps one for as long as it runs.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerLogs">Docker Engine
 *     API: logs</a>
 */
public final class DockerContainerOutput implements ContainerOutput, AutoCloseable {
    private final EngineClient client;
    private final Timeouts timeouts;

    /**
     * Connects at the first call.
     *
     * @param socket where the engine listens
     */
    public DockerContainerOutput(Path socket, Timeouts timeouts) {
        this.client = new EngineClient(socket);
        this.timeouts = timeouts;
    }

    @Override
    public void follow(String containerId, Instant since, Listener listener) {
        String path = "/containers/" + Request.escape(containerId);
        Answer looked = client.call(Request.get(path + "/json", timeouts.look()));
        boolean terminal = Shapes.flag(looked.orThrow().json(), "Config", "Tty");
        var parameters = new TreeMap<>(Map.of("stdout", "1", "stderr", "1", "follow", "1", "timestamps", "1"));
        parameters.put("since", "%d.%09d".formatted(since.getEpochSecond(), since.getNano()));
        try (EngineClient.Stream stream =
                client.open(Request.get(path + "/logs" + Request.query(parameters), timeouts.look()))) {
            stream.patience(Optional.empty());
            LogMessages messages = new LogMessages(stream.body(), terminal);
            while (true) {
                Optional<Message> message = next(stream, messages);
                if (message.isEmpty()) {
                    return;
                }
                listener.heard(message.get());
            }
        }
    }

    private static Optional<Message> next(EngineClient.Stream stream, LogMessages messages) {
        try {
            return messages.next();
        } catch (IOException broken) {
            throw stream.broken(broken);
        } catch (IllegalArgumentException unreadable) {
            throw new RuntimeFailure(Kind.ENGINE, "The engine's log cannot be read: " + unreadable.getMessage());
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
