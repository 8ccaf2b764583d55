package io.gantry.agent.node;

/** When images are pulled (agent-protocol.md 12.2). */
public enum PullBehaviour {
    /** Ask the registry first; an image that is here will do when that fails. */
    DEFAULT,
    /** Ask the registry; its failure ends the task. */
    ALWAYS,
    /** Ask the registry for what this node has not pulled before. */
    ONCE,
    /** Ask the registry only for what is not here. Images are not cleaned up. */
    PREFER_CACHED
}
