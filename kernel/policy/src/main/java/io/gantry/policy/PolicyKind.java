package io.gantry.policy;

/** Where a document stands, which decides what its statements must and may not have. */
public enum PolicyKind {
    /** A managed policy of IAM, also as a permissions boundary: no principal, and the version of 2012. */
    MANAGED,

    /** An inline policy of a user, group or role, or a session policy: no principal. */
    INLINE,

    /** The trust policy of a role: a principal, actions of STS alone, and no resource, since that is the role. */
    TRUST,

    /** The policy of any other resource: a principal. */
    RESOURCE;

    /** Whether statements say for whom they are. */
    boolean namesPrincipals() {
        return this == TRUST || this == RESOURCE;
    }
}
