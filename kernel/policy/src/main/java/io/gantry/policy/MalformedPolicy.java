package io.gantry.policy;

/**
 * A text that is no policy of its kind. Its reason is IAM's message for {@code MalformedPolicyDocument}; other services wrap it
 * in errors of their own. It carries no stack trace: it is an answer, not a fault.
 */
public final class MalformedPolicy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A refusal for this reason. */
    MalformedPolicy(String reason) {
        super(reason, null, false, false);
    }

    /** Why, for the caller. */
    public String reason() {
        String reason = getMessage();
        return reason == null ? "" : reason;
    }
}
