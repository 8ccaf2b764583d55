package io.gantry.agent.node.task;

import java.time.Duration;

/**
 * A call to the engine for one container. At most one is under way for a container.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html">AWS: agent configuration (timeouts)</a>
 */
public enum Operation {
    RESOLVE("pulled", Duration.ofMinutes(1)),
    PULL("pulled", Duration.ofHours(2)),
    CREATE("created", Duration.ofMinutes(4)),
    START("started", Duration.ofMinutes(3)),
    STOP("stopped", Duration.ofDays(1)),
    INSPECT("inspecting", Duration.ofDays(1)),
    REMOVE("removing", Duration.ofDays(3));

    private final String aim;
    private final Duration deadline;

    Operation(String aim, Duration deadline) {
        this.aim = aim;
        this.deadline = deadline;
    }

    /** What a reason calls the state it did not lead to. */
    public String aim() {
        return aim;
    }

    /** How long an unreachable engine is tried again before the operation has failed (agent-protocol.md 19). */
    public Duration deadline() {
        return deadline;
    }
}
