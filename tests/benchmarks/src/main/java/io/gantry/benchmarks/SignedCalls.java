package io.gantry.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gantry.conformance.EcsCalls;
import io.gantry.conformance.RunningGantry;
import io.gantry.conformance.SignatureV4;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Signed calls of ECS over one kept connection, by the same bare client that the baselines are measured with. */
final class SignedCalls implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final String authority;
    private final SignatureV4 signature;
    private final HttpConnection connection;

    SignedCalls(RunningGantry gantry) throws IOException {
        this.authority = gantry.endpoint().getAuthority();
        this.signature = new SignatureV4(gantry.key(), RunningGantry.REGION, "ecs");
        this.connection = HttpConnection.to(gantry.endpoint());
    }

    /** The bytes of a call that is signed now: they may be sent again and again for the minutes that a signature holds. */
    static byte[] request(String authority, SignatureV4 signature, String operation, String body) {
        Map<String, String> headers = Map.of(
                "host",
                authority,
                "x-amz-target",
                EcsCalls.TARGET + operation,
                "content-type",
                "application/x-amz-json-1.1");
        byte[] bytes = body.getBytes(UTF_8);
        return HttpConnection.request("POST", "/", signature.sign(headers, bytes, Instant.now()), bytes);
    }

    /** Calls and expects success. */
    JsonNode ok(String operation, ObjectNode input) throws IOException {
        byte[] request = request(authority, signature, operation, input.toString());
        return JSON.readTree(connection.exchange(request).success());
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
