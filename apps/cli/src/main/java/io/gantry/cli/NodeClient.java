package io.gantry.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the node of this machine, by the address and the token that it writes into its home.
 *
 * @param address its URL
 * @param token what proves that the asker may read the home
 */
record NodeClient(String address, String token) {

    /** The node of {@code home}. */
    static NodeClient of(Path home) throws IOException {
        Path file = home.resolve("node").resolve("node.json");
        if (!Files.exists(file)) {
            throw new CommandFailure("this machine has no node in " + home + ". ./gantry up starts it.");
        }
        JsonNode json = JsonMapper.shared().readTree(Files.readAllBytes(file));
        return new NodeClient(EcsReader.text(json, "introspection"), EcsReader.text(json, "token"));
    }

    /** What a container of a task printed, as it comes, each line with its time before it. */
    InputStream logs(String task, String container, boolean follow) {
        URI uri = URI.create(address + "/logs?task=" + encoded(task) + "&container=" + encoded(container) + "&follow="
                + follow + "&timestamps=true");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            HttpResponse<InputStream> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                throw new CommandFailure(
                        "the node answers: " + problem(answer.body().readAllBytes())
                                + ". A task's output is read on the host where it ran.");
            }
            return answer.body();
        } catch (IOException away) {
            throw new CommandFailure("the node of this machine does not answer. ./gantry up starts it.", away);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", ended);
        }
    }

    private static String problem(byte[] body) {
        try {
            return EcsReader.text(JsonMapper.shared().readTree(body), "message");
        } catch (JacksonException noJson) {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Never the token. */
    @Override
    public String toString() {
        return "NodeClient[" + address + "]";
    }
}
