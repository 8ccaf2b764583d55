package io.gantry.runtime.docker;

import io.gantry.agent.node.port.Terminals;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Commands on terminals by the engine's "exec" calls. It has connections of its own, since each terminal keeps one for as long as
 * its command runs.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Exec">Docker Engine API: exec</a>
 */
public final class DockerTerminals implements Terminals {
    private final EngineClient client;
    private final Timeouts timeouts;

    /**
     * Connects at the first call.
     *
     * @param socket where the engine listens
     */
    public DockerTerminals(Path socket, Timeouts timeouts) {
        this.client = new EngineClient(socket);
        this.timeouts = timeouts;
    }

    @Override
    public Terminal start(Command command) {
        String path = "/containers/" + Request.escape(command.containerId()) + "/exec";
        Answer made = client.call(Request.post(path, Shapes.execBody(command), timeouts.create()));
        String id = Shapes.text(made.orThrow().json(), "Id");
        EngineClient.Stream stream = client.open(
                Request.post("/exec/" + id + "/start", "{\"Detach\":false,\"Tty\":true}", timeouts.start()));
        stream.patience(Optional.empty());
        return new DockerTerminal(client, timeouts, id, stream);
    }

    @Override
    public void close() {
        client.close();
    }
}
