package io.gantry.agent.protocol;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Why the control plane refuses a connection (agent-protocol.md 5.3 and 9.1): the body of an upgrade that is not answered
 * with 101. As a frame on an open connection it has no effect.
 *
 * @param name which refusal; only {@link Name#INACTIVE_INSTANCE} makes the agent behave differently
 * @param message the text for people
 */
public record Refusal(Name name, String message) implements AgentMessage {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** The names an agent recognises. */
    public enum Name {
        SERVER("ServerException", 500),
        BAD_REQUEST("BadRequestException", 400),
        INVALID_CLUSTER("InvalidClusterException", 400),
        INVALID_INSTANCE("InvalidInstanceException", 400),
        ACCESS_DENIED("AccessDeniedException", 403),
        INACTIVE_INSTANCE("InactiveInstanceException", 400),
        RESOURCE_VALIDATION("ResourceValidationException", 400),
        INVALID_PARAMETER("InvalidParameterException", 400);

        private final String wireName;
        private final int status;

        Name(String wireName, int status) {
            this.wireName = wireName;
            this.status = status;
        }

        /** The name on the wire. */
        public String wireName() {
            return wireName;
        }

        /** The HTTP status that goes with it. */
        public int status() {
            return status;
        }

        /** The name with this wire form. */
        public static Optional<Name> of(String wireName) {
            return Arrays.stream(values())
                    .filter(name -> name.wireName.equals(wireName))
                    .findFirst();
        }
    }

    /** The body in the form with an envelope, which is the one we send. */
    public String body() {
        return MAPPER.writeValueAsString(Map.of("type", name.wireName, "message", Map.of("message", message)));
    }

    /** The refusal in a response's body, in either form: an envelope, or an object with exactly one key. */
    public static Optional<Refusal> parse(String body) {
        try {
            JsonNode root = MAPPER.readTree(body);
            if (root.path("type").isString()) {
                return Name.of(root.path("type").stringValue())
                        .map(name -> new Refusal(
                                name, root.path("message").path("message").asString("")));
            }
            if (root.isObject() && root.size() == 1) {
                Map.Entry<String, JsonNode> only = root.properties().iterator().next();
                return Name.of(only.getKey())
                        .map(name -> new Refusal(name, only.getValue().asString("")));
            }
            return Optional.empty();
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }
}
