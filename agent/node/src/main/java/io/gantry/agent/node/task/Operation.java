package io.gantry.agent.node.task;

import java.time.Duration;

/**
 * A call to the engine for one container. At most one is under way for a container.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html">AWS: agent configuration (timeouts)</a>
 */
public enum Operation {
    RESOLVE(ContainerStatus.MANIFEST_PULLED, Duration.ofMinutes(1)),
    PULL(ContainerStatus.PULLED, Duration.ofHours(2)),
    CREATE(ContainerStatus.CREATED, Duration.ofMinutes(4)),
    START(ContainerStatus.RUNNING, Duration.ofMinutes(3)),
    STOP(ContainerStatus.STOPPED, Duration.ofDays(1)),
    INSPECT(ContainerStatus.RUNNING, Duration.ofDays(1)),
    REMOVE(ContainerStatus.STOPPED, Duration.ofDays(3));

    private final ContainerStatus aim;
    private final Duration deadline;

    Operation(ContainerStatus aim, Duration deadline) {
        this.aim = aim;
        this.deadline = deadline;
    }

    /** The status it leads to. */
    public ContainerStatus aim() {
        return aim;
    }

    /** How long an unreachable engine is tried again before the operation has failed (agent-protocol.md 19). */
    public Duration deadline() {
        return deadline;
    }
}
