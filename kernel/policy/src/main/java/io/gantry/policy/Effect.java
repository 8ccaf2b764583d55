package io.gantry.policy;

/** What a statement that matches does. */
public enum Effect {
    /** Allows, unless another statement denies. */
    ALLOW,
    /** Denies, whatever others say. */
    DENY
}
