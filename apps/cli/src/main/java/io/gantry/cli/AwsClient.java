package io.gantry.cli;

import io.gantry.settings.AccessKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Calls operations of one of the server's services, signed, in AWS's JSON. */
final class AwsClient {
    private static final String CONTENT_TYPE = "application/x-amz-json-1.1";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI endpoint;
    private final Service service;
    private final Signature signature;

    /** A service, with what stands before its operations' names on the wire. */
    enum Service {
        ECS("ecs", "AmazonEC2ContainerServiceV20141113."),
        LOGS("logs", "Logs_20140328.");

        private final String signingName;
        private final String target;

        Service(String signingName, String target) {
            this.signingName = signingName;
            this.target = target;
        }
    }

    AwsClient(String endpoint, Service service, String region, AccessKey key) {
        this.endpoint = URI.create(endpoint + "/");
        this.service = service;
        this.signature = new Signature(key, region, service.signingName);
    }

    /** The server answered an error. */
    static final class Refused extends CommandFailure {
        private static final long serialVersionUID = 1L;

        private final String code;

        Refused(String code, String message) {
            super(message);
            this.code = code;
        }

        /** The error's name. */
        String code() {
            return code;
        }
    }

    /**
     * One call.
     *
     * @throws CommandFailure when the server does not answer, or refuses
     */
    JsonNode call(String operation, ObjectNode input) {
        byte[] body = JSON.writeValueAsBytes(input);
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(PATIENCE)
                .header("Content-Type", CONTENT_TYPE)
                .header("X-Amz-Target", service.target + operation)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        Map<String, String> signed = Map.of(
                "host",
                endpoint.getAuthority(),
                "content-type",
                CONTENT_TYPE,
                "x-amz-target",
                service.target + operation);
        signature.sign(signed, body, InstantSource.system().instant()).forEach(request::header);
        HttpResponse<byte[]> answer = send(request.build());
        JsonNode json = parse(answer.body());
        if (answer.statusCode() != 200) {
            String type = EcsReader.text(json, "__type");
            String message = EcsReader.text(json, "message");
            String code = type.substring(type.indexOf('#') + 1);
            throw new Refused(
                    code, operation + " was refused: " + code + " (HTTP " + answer.statusCode() + ") " + message);
        }
        return json;
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException unreachable) {
            throw new CommandFailure(
                    "the server does not answer at " + endpoint + ". ./gantry up starts it; ./gantry logs server says"
                            + " what it did.",
                    unreachable);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", ended);
        }
    }

    private static JsonNode parse(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException noJson) {
            throw new CommandFailure("the answer is no JSON: is another program listening there?", noJson);
        }
    }
}
