package io.gantry.agent.node.task;

/** How far a container has come, in order (agent-protocol.md 10.1). */
public enum ContainerStatus {
    NONE,
    MANIFEST_PULLED,
    PULLED,
    CREATED,
    RUNNING,
    STOPPED;

    /** Whether this is {@code other} or later. */
    public boolean reached(ContainerStatus other) {
        return compareTo(other) >= 0;
    }
}
