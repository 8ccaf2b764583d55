package io.gantry.wire.codec;

/**
 * Bytes that are not what the format or the model asks for: a caller's mistake, answered as {@code SerializationException}
 * or its like. It carries no stack trace, for callers can cause as many as they wish.
 */
public final class MalformedInput extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedInput(String message) {
        super(message, null, false, false);
    }

    /** The text for the caller. */
    public String message() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
