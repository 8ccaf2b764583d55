package io.gantry.runtime.docker;

import io.gantry.agent.node.port.ContainerRuntime.Image;
import io.gantry.agent.node.port.ContainerRuntime.RegistryLogin;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;

/** The engine's calls for images. */
final class Images {
    private final EngineClient client;
    private final Timeouts timeouts;

    Images(EngineClient client, Timeouts timeouts) {
        this.client = client;
        this.timeouts = timeouts;
    }

    Optional<Image> image(String reference) {
        Answer answer =
                client.call(Request.get("/images/" + Request.escapeReference(reference) + "/json", timeouts.look()));
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(Shapes.image(answer.orThrow().json()));
    }

    List<Image> images() {
        var images = new ArrayList<Image>();
        JsonNode listed = client.call(Request.get("/images/json", timeouts.look()))
                .orThrow()
                .json();
        listed.forEach(node -> image(Shapes.text(node, "Id")).ifPresent(images::add));
        return List.copyOf(images);
    }

    String remoteDigest(String reference, Optional<RegistryLogin> login) {
        Request request =
                Request.get("/distribution/" + Request.escapeReference(reference) + "/json", timeouts.registry());
        JsonNode found = client.call(request.withRegistryAuth(login.map(Images::auth)))
                .orThrow()
                .json();
        return Shapes.text(found, "Descriptor", "digest");
    }

    Image pull(String reference, Optional<RegistryLogin> login) {
        ImageName name = ImageName.parse(reference);
        var parameters = new TreeMap<>(Map.of("fromImage", name.repository(), "tag", name.tag()));
        Request request = Request.post("/images/create" + Request.query(parameters), "", timeouts.pullBegin());
        try (EngineClient.Stream stream = client.open(request.withRegistryAuth(login.map(Images::auth)))) {
            follow(stream);
        }
        return image(reference)
                .orElseThrow(() -> new RuntimeFailure(
                        Kind.NOT_FOUND, Answer.PREFIX + "No such image: " + reference + " after its pull"));
    }

    private void follow(EngineClient.Stream stream) {
        Optional<String> error = Optional.empty();
        try (InputStream body = stream.body();
                MappingIterator<JsonNode> progress =
                        Shapes.JSON.readerFor(JsonNode.class).readValues(body)) {
            stream.patience(Optional.of(timeouts.pullSilence()));
            while (progress.hasNextValue()) {
                JsonNode step = progress.nextValue();
                stream.patience(Optional.of(timeouts.pullSilence()));
                String told = Shapes.text(step, "errorDetail", "message");
                told = told.isEmpty() ? Shapes.text(step, "error") : told;
                error = told.isEmpty() ? error : Optional.of(told);
            }
        } catch (IOException | JacksonException e) {
            throw stream.broken(e);
        }
        if (error.isPresent()) {
            throw new RuntimeFailure(kind(error.get()), error.get());
        }
    }

    /** Once a pull has begun its failure has no status, only words. */
    private static Kind kind(String message) {
        String lower = message.toLowerCase(Locale.ROOT);
        return lower.contains("not found") || lower.contains("manifest unknown") ? Kind.NOT_FOUND : Kind.ENGINE;
    }

    void load(byte[] archive) {
        Request request = Request.post("/images/load?quiet=1", Content.archive(archive), timeouts.create());
        try (EngineClient.Stream stream = client.open(request)) {
            follow(stream);
        }
    }

    void tag(String imageId, String reference) {
        ImageName name = ImageName.parse(reference);
        var parameters = new TreeMap<>(Map.of("repo", name.repository(), "tag", name.tag()));
        client.call(Request.post(
                        "/images/" + Request.escapeReference(imageId) + "/tag" + Request.query(parameters),
                        "",
                        timeouts.create()))
                .orThrow();
    }

    void remove(String reference) {
        Answer answer = client.call(Request.delete("/images/" + Request.escapeReference(reference), timeouts.remove()));
        if (answer.status() != 404 && answer.status() != 409) {
            answer.orThrow();
        }
    }

    private static String auth(RegistryLogin login) {
        return Shapes.JSON.writeValueAsString(Shapes.JSON
                .createObjectNode()
                .put("username", login.user())
                .put("password", login.password())
                .put("serveraddress", login.serverAddress()));
    }
}
