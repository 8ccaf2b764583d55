package io.gantry.wire.codec;

import java.util.Map;

/**
 * An error as it is sent.
 *
 * @param name the shape's name, for JSON and CBOR
 * @param code the code, for query and XML; the name where the model has no other
 * @param status the HTTP status
 * @param message the text for people
 * @param messageName how JSON wires spell the member that holds that text
 * @param members further members of the shape by wire name
 */
public record WireError(
        String name, String code, int status, String message, String messageName, Map<String, Object> members) {
    /** The usual spelling. */
    public static final String MESSAGE = "message";

    public WireError {
        members = Map.copyOf(members);
    }

    /** An error without further members whose code is its name. */
    public static WireError of(String name, int status, String message) {
        return new WireError(name, name, status, message, MESSAGE, Map.of());
    }
}
