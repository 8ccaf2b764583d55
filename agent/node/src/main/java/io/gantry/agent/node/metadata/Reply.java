package io.gantry.agent.node.metadata;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * An answer.
 *
 * @param status of HTTP
 */
public record Reply(int status, JsonNode body) {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    static Reply ok(JsonNode body) {
        return new Reply(OK, body);
    }

    /** The public agent's form of an error: a JSON string. */
    static Reply error(int status, String text) {
        return new Reply(status, StringNode.valueOf(text));
    }

    static Reply notFound(String text) {
        return error(NOT_FOUND, text);
    }
}
