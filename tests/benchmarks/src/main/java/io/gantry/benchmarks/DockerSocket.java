package io.gantry.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Docker's API without any library between: the least that a start of a container can cost. */
public final class DockerSocket implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpConnection connection;

    /** Connects to the machine's engine. */
    public DockerSocket() throws IOException {
        connection = HttpConnection.to(Path.of("/var/run/docker.sock"));
    }

    /** Creates and starts a container, and answers its id once the engine says that it runs. */
    public String run(String image, List<String> command) throws IOException {
        ObjectNode body = JSON.createObjectNode().put("Image", image);
        command.forEach(body.putArray("Cmd")::add);
        body.putObject("Labels").put("io.gantry.benchmark", "baseline");
        body.putObject("HostConfig")
                .put("Memory", 64L << 20)
                .put("CpuShares", 64)
                .put("NetworkMode", "bridge");
        String id = JSON.readTree(call("POST", "/containers/create", JSON.writeValueAsBytes(body)))
                .path("Id")
                .asString();
        call("POST", "/containers/" + id + "/start", new byte[0]);
        JsonNode state;
        do {
            state = JSON.readTree(call("GET", "/containers/" + id + "/json", new byte[0]))
                    .path("State");
        } while (!state.path("Running").asBoolean(false));
        return id;
    }

    /** Stops a container, with signal 9 after so many seconds, and ends when it has ended. */
    public void stop(String id, int seconds) throws IOException {
        call("POST", "/containers/" + id + "/stop?t=" + seconds, new byte[0]);
    }

    /** Kills a container with signal 9. */
    public void kill(String id) throws IOException {
        call("POST", "/containers/" + id + "/kill", new byte[0]);
    }

    /** Removes a container, running or not. */
    public void remove(String id) throws IOException {
        call("DELETE", "/containers/" + id + "?force=true&v=true", new byte[0]);
    }

    /** Whether the engine has an image of this name. */
    public boolean hasImage(String name) throws IOException {
        byte[] request =
                HttpConnection.request("GET", "/v1.41/images/" + name + "/json", Map.of("Host", "docker"), new byte[0]);
        return connection.exchange(request).status() == 200;
    }

    private String call(String method, String path, byte[] body) throws IOException {
        Map<String, String> headers = Map.of("Host", "docker", "Content-Type", "application/json");
        return connection
                .exchange(HttpConnection.request(method, "/v1.41" + path, headers, body))
                .success();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
