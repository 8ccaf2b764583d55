package io.gantry.base;

import java.util.Map;

/**
 * An expected refusal, answered to the caller as an AWS error. Made only by a room's factory (for example
 * {@code EcsErrors}), so that each message stands in one place. It carries no stack trace: it is an answer, not a fault.
 */
public final class AwsError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;
    private final transient Map<String, Object> members;

    private AwsError(String code, int status, String message, Map<String, Object> members) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.members = Map.copyOf(members);
    }

    /** A client error (HTTP 400 unless the model says otherwise) with the model's shape name as its code. */
    public static AwsError client(String code, String message) {
        return new AwsError(code, 400, message, Map.of());
    }

    /** A server error: the caller did nothing wrong and may try again. */
    public static AwsError server(String code, String message) {
        return new AwsError(code, 500, message, Map.of());
    }

    /** The same error with another HTTP status. */
    public AwsError withStatus(int httpStatus) {
        return new AwsError(code, httpStatus, message(), members);
    }

    /**
     * The same error with further members of its shape, for example {@code resourceIds} of ConflictException.
     *
     * @param extra wire names to values: strings, numbers, booleans, or lists and maps of them
     */
    public AwsError withMembers(Map<String, Object> extra) {
        return new AwsError(code, status, message(), extra);
    }

    /** The shape's name in the service's model, for example {@code ClusterNotFoundException}. */
    public String code() {
        return code;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The text for people. */
    public String message() {
        String message = getMessage();
        return message == null ? "" : message;
    }

    /** Further members of the error's shape by wire name. */
    public Map<String, Object> members() {
        return members;
    }
}
