package io.gantry.runtime.docker;

import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.ContainerSpec;
import io.gantry.agent.node.port.ContainerRuntime.LogRequest;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The engine's calls for containers. */
final class Containers {
    /** A name can be freed between a refused create and the look at its owner, but hardly so often. */
    private static final int CREATE_ATTEMPTS = 5;

    private final EngineClient client;
    private final Timeouts timeouts;

    Containers(EngineClient client, Timeouts timeouts) {
        this.client = client;
        this.timeouts = timeouts;
    }

    String create(ContainerSpec spec) {
        Request request =
                Request.post("/containers/create?name=" + Request.escape(spec.name()), spec.body(), timeouts.create());
        Answer answer = client.call(request);
        for (int attempt = 1; answer.status() == 409 && attempt < CREATE_ATTEMPTS; attempt++) {
            Optional<Container> existing = container(spec.name());
            if (existing.isPresent()) {
                return existing.get().id();
            }
            answer = client.call(request);
        }
        return Shapes.text(answer.orThrow().json(), "Id");
    }

    void start(String id) {
        client.call(Request.post(path(id) + "/start", "", timeouts.start())).orThrow();
    }

    void stop(String id, Duration grace) {
        // Docker takes whole seconds; rounding up gives a container never less than it was promised.
        long seconds = grace.plusMillis(999).toSeconds();
        client.call(Request.post(path(id) + "/stop?t=" + seconds, "", grace.plus(timeouts.stopMargin())))
                .orThrow();
    }

    void remove(String id) {
        Answer answer = client.call(Request.delete(path(id) + "?force=1&v=1", timeouts.remove()));
        if (answer.status() == 409 && answer.message().contains("already in progress")) {
            answer = client.call(Request.post(path(id) + "/wait?condition=removed", "", timeouts.remove()));
        }
        if (answer.status() != 404) {
            answer.orThrow();
        }
    }

    Optional<Container> container(String idOrName) {
        return inspect(idOrName).map(Shapes::container);
    }

    private Optional<JsonNode> inspect(String idOrName) {
        Answer answer = client.call(Request.get(path(idOrName) + "/json", timeouts.look()));
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(answer.orThrow().json());
    }

    List<Container> containers(Map<String, String> labels) {
        var parameters = new TreeMap<>(Map.of("all", "1", "filters", Shapes.labelFilter(labels)));
        var containers = new ArrayList<Container>();
        client.call(Request.get("/containers/json" + Request.query(parameters), timeouts.look()))
                .orThrow()
                .json()
                .forEach(node -> container(Shapes.text(node, "Id")).ifPresent(containers::add));
        return List.copyOf(containers);
    }

    Optional<byte[]> stats(String id) {
        Answer answer = client.call(Request.get(path(id) + "/stats?stream=false&one-shot=true", timeouts.look()));
        if (answer.status() == 404 || answer.status() == 409) {
            return Optional.empty();
        }
        // The engine answers a sample of the year 1 for a container that does not run.
        boolean taken = Shapes.moment(answer.orThrow().json(), "read").isPresent();
        return taken ? Optional.of(answer.text().getBytes(StandardCharsets.UTF_8)) : Optional.empty();
    }

    void logs(String id, LogRequest wanted, OutputStream out) {
        boolean terminal = Shapes.flag(
                inspect(id)
                        .orElseThrow(
                                () -> new RuntimeFailure(Kind.NOT_FOUND, Answer.PREFIX + "No such container: " + id)),
                "Config",
                "Tty");
        var parameters = new TreeMap<>(Map.of("stdout", "1", "stderr", "1"));
        parameters.put("follow", wanted.follow() ? "1" : "0");
        parameters.put("timestamps", wanted.timestamps() ? "1" : "0");
        wanted.since()
                .ifPresent(
                        since -> parameters.put("since", "%d.%09d".formatted(since.getEpochSecond(), since.getNano())));
        wanted.tail().ifPresent(lines -> parameters.put("tail", Integer.toString(lines)));
        Request request = Request.get(path(id) + "/logs" + Request.query(parameters), timeouts.look());
        try (EngineClient.Stream stream = client.open(request)) {
            stream.patience(wanted.follow() ? Optional.empty() : Optional.of(timeouts.look()));
            copy(stream, terminal, out);
        }
    }

    private static void copy(EngineClient.Stream stream, boolean terminal, OutputStream out) {
        var frames = new LogFrames(stream.body(), terminal);
        byte[] buffer = new byte[16 * 1024];
        while (true) {
            int count;
            try {
                count = frames.read(buffer);
            } catch (IOException e) {
                throw stream.broken(e);
            }
            if (count < 0) {
                return;
            }
            try {
                out.write(buffer, 0, count);
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static String path(String idOrName) {
        return "/containers/" + Request.escape(idOrName);
    }
}
