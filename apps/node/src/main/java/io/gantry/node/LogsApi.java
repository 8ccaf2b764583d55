package io.gantry.node;

import io.gantry.agent.node.log.LogLine;
import io.gantry.agent.node.log.LogTarget;
import io.gantry.agent.node.log.OutputPosition;
import io.gantry.agent.node.log.Shipment;
import io.gantry.agent.node.port.ControlPlane.Refused;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The operations of CloudWatch Logs by which a container's output is kept. */
final class LogsApi {
    /** The error code of something that is not there. */
    static final String NOT_FOUND = "ResourceNotFoundException";

    private static final String EXISTS = "ResourceAlreadyExistsException";
    private static final String ACCEPTED = "DataAlreadyAcceptedException";
    private static final String TARGET = "Logs_20140328.";
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JsonCalls calls;
    private final Function<String, Signing> signing;

    /** @param signing who calls in a region */
    LogsApi(JsonCalls calls, Function<String, Signing> signing) {
        this.calls = calls;
        this.signing = signing;
    }

    /** Makes the stream, and its group where the target says so; does nothing when they are there. */
    void createStream(LogTarget target) {
        ObjectNode stream = stream(target);
        try {
            create(target, "CreateLogStream", stream);
        } catch (Refused missing) {
            if (!missing.code().equals(NOT_FOUND) || !target.createGroup()) {
                throw missing;
            }
            create(target, "CreateLogGroup", JSON.createObjectNode().put("logGroupName", target.group()));
            create(target, "CreateLogStream", stream);
        }
    }

    private void create(LogTarget target, String operation, ObjectNode body) {
        try {
            JsonNode _ = call(target, operation, body);
        } catch (Refused refused) {
            if (!refused.code().equals(EXISTS)) {
                throw refused;
            }
        }
    }

    /** How far the stream's source has been kept; the start when nothing of ours is there. */
    OutputPosition position(LogTarget target) {
        ObjectNode body = JSON.createObjectNode();
        body.put("logGroupName", target.group());
        body.put("logStreamNamePrefix", target.stream());
        // The first in the order of names is the shortest: the stream itself.
        body.put("limit", 1);
        JsonNode found =
                call(target, "DescribeLogStreams", body).path("logStreams").path(0);
        return Optional.of(found)
                .filter(stream -> stream.path("logStreamName").asString("").equals(target.stream()))
                .flatMap(stream ->
                        OutputPosition.parse(stream.path("uploadSequenceToken").asString("")))
                .orElse(OutputPosition.START);
    }

    /** Keeps a shipment. It may be repeated: what the stream has already is not kept again. */
    void put(LogTarget target, Shipment shipment) {
        ObjectNode body = stream(target);
        shipment.token().ifPresent(token -> body.put("sequenceToken", token));
        ArrayNode events = body.putArray("logEvents");
        for (LogLine line : shipment.lines()) {
            events.addObject().put("timestamp", line.timestamp()).put("message", line.text());
        }
        try {
            JsonNode _ = call(target, "PutLogEvents", body);
        } catch (Refused refused) {
            if (!refused.code().equals(ACCEPTED)) {
                throw refused;
            }
        }
    }

    private static ObjectNode stream(LogTarget target) {
        return JSON.createObjectNode().put("logGroupName", target.group()).put("logStreamName", target.stream());
    }

    /** Until tasks have execution roles it is the node that calls; the role's credentials belong here. */
    private JsonNode call(LogTarget target, String operation, ObjectNode body) {
        return calls.call(signing.apply(target.region()), TARGET + operation, TIMEOUT, JSON.writeValueAsString(body));
    }
}
