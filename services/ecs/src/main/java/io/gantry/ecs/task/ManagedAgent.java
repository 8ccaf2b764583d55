package io.gantry.ecs.task;

import java.time.Instant;

/**
 * What carries sessions of ECS Exec into a container. Unlike the container it may stop and run again.
 *
 * @param lastStartedAt epoch milliseconds, 0 before it first ran
 * @param reason why it is as it is, in the agent's words, else empty
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ManagedAgent.html">ECS: ManagedAgent</a>
 */
public record ManagedAgent(ContainerState lastStatus, long lastStartedAt, String reason) {
    /** The only one there is. */
    public static final String NAME = "ExecuteCommandAgent";

    /** Before its container runs. */
    static final ManagedAgent PENDING = new ManagedAgent(ContainerState.PENDING, 0, "");

    public ManagedAgent {
        reason = reason.intern();
    }

    /** In the state that is reported; a repeated report changes nothing. */
    ManagedAgent at(ContainerState state, String why, Instant now) {
        boolean starts = state == ContainerState.RUNNING && lastStatus != ContainerState.RUNNING;
        return new ManagedAgent(state, starts ? now.toEpochMilli() : lastStartedAt, why);
    }

    /** Ended with its container. */
    ManagedAgent stopped() {
        return new ManagedAgent(ContainerState.STOPPED, lastStartedAt, reason);
    }
}
