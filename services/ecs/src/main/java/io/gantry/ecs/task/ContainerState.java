package io.gantry.ecs.task;

import java.util.Optional;

/** A container's states, in order. */
public enum ContainerState {
    PENDING,
    RUNNING,
    STOPPED;

    /** The state of this name; empty when it is none. */
    public static Optional<ContainerState> of(String name) {
        for (ContainerState state : values()) {
            if (state.name().equals(name)) {
                return Optional.of(state);
            }
        }
        return Optional.empty();
    }
}
