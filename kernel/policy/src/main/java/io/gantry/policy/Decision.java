package io.gantry.policy;

/** What the policies together say of a request, and why. */
public sealed interface Decision {
    /** Whether the request may go on. */
    default boolean allowed() {
        return this instanceof Allowed;
    }

    /** Allowed, by this statement; of several, the first. */
    record Allowed(Matched by) implements Decision {}

    /** Denied by this statement; of several, the first. */
    record ExplicitDeny(Matched by) implements Decision {}

    /** Nobody denied, but nothing in this layer allowed. */
    record ImplicitDeny(Layer layer) implements Decision {}

    /**
     * A statement that matched.
     *
     * @param layer of its policy
     * @param policy of the statement; for what root may do without any, an empty name
     * @param statement its Sid, or its place among the policy's statements, from 1, where it has none
     */
    record Matched(Layer layer, String policy, String statement) {
        /** What root may do needs no statement. */
        static final Matched ROOT = new Matched(Layer.IDENTITY, "", "");
    }
}
