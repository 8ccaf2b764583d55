package io.gantry.wire.sigv4;

/** A request whose signature does not prove who sent it. It carries no stack trace: it is an answer. */
public final class SignatureRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why; the error's code follows from it and from the protocol. */
    public enum Reason {
        /** Nothing is signed. */
        MISSING,
        /** The authorization is malformed or lacks a part. */
        INCOMPLETE,
        /** A form of signing that we do not read. */
        UNSUPPORTED,
        /** The access key is not known. */
        UNKNOWN_KEY,
        /** The session token is missing or is not the key's. */
        WRONG_TOKEN,
        /** The temporary key has expired. */
        EXPIRED_KEY,
        /** The request's date is too far from ours. */
        SKEWED,
        /** A presigned request's time has passed. */
        EXPIRED_REQUEST,
        /** Something that was signed is not what came. */
        MISMATCH
    }

    private final Reason reason;

    SignatureRefused(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** Why. */
    public Reason reason() {
        return reason;
    }

    /** The text for the caller. */
    public String message() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
