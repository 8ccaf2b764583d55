package io.gantry.runtime.docker;

import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The engine's whole answer.
 *
 * @param headers names in lower case
 */
record Answer(int status, Map<String, String> headers, String text) {
    /** Docker's client puts this before the engine's words, and ECS's reasons carry both. */
    static final String PREFIX = "Error response from daemon: ";

    /** The engine answers 500 to these although only the caller can mend them. */
    private static final List<String> CALLERS_FAULT = List.of(
            "port is already allocated",
            "address already in use",
            "Ports are not available",
            "executable file not found",
            "OCI runtime create failed");

    boolean ok() {
        return status < 300 || status == 304;
    }

    /** This answer, unless it is an error. */
    Answer orThrow() {
        if (!ok()) {
            throw failure();
        }
        return this;
    }

    JsonNode json() {
        try {
            return Shapes.JSON.readTree(text);
        } catch (JacksonException e) {
            throw new RuntimeFailure(RuntimeFailure.Kind.ENGINE, "The container engine's answer is no JSON.", e);
        }
    }

    RuntimeFailure failure() {
        String message = message();
        return new RuntimeFailure(kind(message), PREFIX + message);
    }

    private RuntimeFailure.Kind kind(String message) {
        if (status == 404) {
            return RuntimeFailure.Kind.NOT_FOUND;
        }
        boolean refused = status < 500 || CALLERS_FAULT.stream().anyMatch(message::contains);
        return refused ? RuntimeFailure.Kind.REFUSED : RuntimeFailure.Kind.ENGINE;
    }

    /** The engine's own words. */
    String message() {
        try {
            String message = Shapes.text(Shapes.JSON.readTree(text), "message");
            return message.isEmpty() ? fallback() : message;
        } catch (JacksonException e) {
            return fallback();
        }
    }

    private String fallback() {
        return text.isBlank() ? "status " + status : text.strip();
    }

    static Answer of(Head head, byte[] body) {
        return new Answer(head.status(), head.headers(), new String(body, StandardCharsets.UTF_8));
    }
}
