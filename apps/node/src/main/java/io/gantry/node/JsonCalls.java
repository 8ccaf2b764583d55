package io.gantry.node;

import io.gantry.agent.node.port.ControlPlane.Refused;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signed calls of AWS JSON 1.1 over HTTP.
 *
 * @param endpoint asked before each call, since a server that was started again may answer elsewhere
 */
record JsonCalls(HttpClient client, Supplier<URI> endpoint) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * Calls an operation.
     *
     * @param signing as whom
     * @param target the service's prefix and the operation's name
     * @throws Refused with the error's code; with an empty one when nobody answered
     */
    JsonNode call(Signing signing, String target, Duration limit, String body) {
        String operation = target.substring(target.indexOf('.') + 1);
        URI uri = URI.create(endpoint.get() + "/");
        Map<String, String> headers = new TreeMap<>();
        headers.put("content-type", "application/x-amz-json-1.1");
        headers.put("x-amz-target", target);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(limit).POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        signing.fields("POST", uri, headers, body).forEach(request::header);
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            JsonNode json = answer.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(answer.body());
            if (answer.statusCode() / 100 != 2) {
                throw refused(json, answer.statusCode());
            }
            return json;
        } catch (IOException | JacksonException unreachable) {
            throw new Refused("", operation + " at " + uri + ": " + reason(unreachable));
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new Refused("", operation + ": interrupted");
        }
    }

    private static Refused refused(JsonNode json, int status) {
        String type = json.path("__type").asString("");
        String code = type.substring(type.indexOf('#') + 1);
        String message = json.path("message").asString(json.path("Message").asString("status " + status));
        return new Refused(code.isEmpty() ? "Status" + status : code, message);
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
