package io.gantry.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls of ECS as bare as a client can make them: one signed POST of JSON. */
public final class EcsCalls {
    /** Where ECS's operations live on the JSON wire. */
    public static final String TARGET = "AmazonEC2ContainerServiceV20141113.";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final URI endpoint;
    private final SignatureV4 signature;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    public EcsCalls(URI endpoint, RootKey key, String region) {
        this.endpoint = endpoint;
        this.signature = new SignatureV4(key, region, "ecs");
    }

    /** An answer. */
    public record Answer(int status, JsonNode body) {
        /** The error's short name, empty for a success. */
        public String error() {
            String type = body.path("__type").asString("");
            return type.substring(type.indexOf('#') + 1);
        }

        /** The error's text. */
        public String message() {
            return body.path("message").asString(body.path("Message").asString(""));
        }
    }

    /** An empty JSON object to fill. */
    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /** Parses JSON that stands in a test. */
    public static ObjectNode json(String text) {
        return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    }

    /** Parses JSON that a program printed. */
    public static JsonNode read(String text) {
        return JSON.readTree(text);
    }

    /**
     * Calls and expects success.
     *
     * @throws AssertionError when it is refused
     * @throws Unreachable when there was no answer
     */
    public JsonNode ok(String operation, ObjectNode input) {
        Answer answer = call(operation, input);
        if (answer.status() != 200) {
            throw new AssertionError(operation + " answered " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }

    /** Calls with an object. */
    public Answer call(String operation, ObjectNode input) {
        return call(operation, JSON.writeValueAsBytes(input));
    }

    /** Calls with any bytes. */
    public Answer call(String operation, byte[] body) {
        return send(Map.of("x-amz-target", TARGET + operation, "content-type", "application/x-amz-json-1.1"), body);
    }

    /** Sends a signed POST with these headers. */
    public Answer send(Map<String, String> headers, byte[] body) {
        Map<String, String> withHost = new java.util.TreeMap<>(headers);
        withHost.put("host", endpoint.getAuthority());
        return sendAsIs(signature.sign(withHost, body, Instant.now()), body);
    }

    /** Sends a POST with exactly these headers: signed by the caller, or not at all. */
    public Answer sendAsIs(Map<String, String> headers, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach((name, value) -> {
            if (!name.equals("host")) {
                request.header(name, value);
            }
        });
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), parse(response.body()).orElseGet(EcsCalls::object));
        } catch (IOException gone) {
            throw new Unreachable(gone);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private static Optional<JsonNode> parse(byte[] body) {
        try {
            return Optional.of(JSON.readTree(new String(body, UTF_8)));
        } catch (JacksonException none) {
            return Optional.empty();
        }
    }

    /** There was no answer: whether the call took place is not known. */
    public static final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreachable(IOException cause) {
            super("no answer: " + cause, cause);
        }
    }
}
