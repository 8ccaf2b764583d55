package io.gantry.ecs.task;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A container of a task. Texts that many tasks share are interned.
 *
 * @param image as the definition writes it, with the digest that its service's deployment has established
 * @param imageDigest {@code sha256:...}, empty until reported
 * @param runtimeId the engine's id, empty until reported
 * @param exitCode there once it has ended by itself or by a signal
 * @param reason why it did not start or ended, in the agent's words
 * @param healthChecked whether the definition gives it a health check
 * @param cpu CPU units, after overrides
 * @param memory hard limit in MiB, 0 for none, after overrides
 * @param memoryReservation soft limit in MiB, 0 for none, after overrides
 * @param agent what carries ECS Exec into it; empty for a task that was started without
 */
public record TaskContainer(
        String name,
        String image,
        String imageDigest,
        String runtimeId,
        ContainerState lastStatus,
        Optional<Integer> exitCode,
        String reason,
        List<NetworkBinding> networkBindings,
        boolean essential,
        boolean healthChecked,
        HealthStatus health,
        int cpu,
        int memory,
        int memoryReservation,
        Optional<ManagedAgent> agent) {
    public TaskContainer {
        name = name.intern();
        image = image.intern();
        imageDigest = imageDigest.intern();
        networkBindings = List.copyOf(networkBindings);
    }

    /** What an agent reports of it: the state only moves forward, and a stopped container's facts stay. */
    TaskContainer observe(TaskReport.ContainerReport report) {
        boolean ended = lastStatus == ContainerState.STOPPED;
        ContainerState next =
                report.status().filter(state -> state.compareTo(lastStatus) > 0).orElse(lastStatus);
        return new TaskContainer(
                name,
                image,
                report.imageDigest().isEmpty() ? imageDigest : report.imageDigest(),
                report.runtimeId().isEmpty() ? runtimeId : report.runtimeId(),
                next,
                ended || report.exitCode().isEmpty() ? exitCode : report.exitCode(),
                ended || report.reason().isEmpty() ? reason : report.reason(),
                ended || report.networkBindings().isEmpty() ? networkBindings : report.networkBindings(),
                essential,
                healthChecked,
                health,
                cpu,
                memory,
                memoryReservation,
                next == ContainerState.STOPPED ? agent.map(ManagedAgent::stopped) : agent);
    }

    /** Ended without a word from its agent. */
    TaskContainer stopped() {
        return observe(TaskReport.ContainerReport.of(name, ContainerState.STOPPED));
    }

    /** With another verdict of its health check; the same when it has none. */
    TaskContainer withHealth(HealthStatus verdict) {
        return with(healthChecked ? verdict : health, agent);
    }

    /** With what its agent for ECS Exec does; the same when it has none, or has ended. */
    TaskContainer observe(TaskReport.AgentReport report, Instant now) {
        return lastStatus == ContainerState.STOPPED
                ? this
                : with(health, agent.map(known -> known.at(report.status(), report.reason(), now)));
    }

    private TaskContainer with(HealthStatus verdict, Optional<ManagedAgent> carrier) {
        return new TaskContainer(
                name,
                image,
                imageDigest,
                runtimeId,
                lastStatus,
                exitCode,
                reason,
                networkBindings,
                essential,
                healthChecked,
                verdict,
                cpu,
                memory,
                memoryReservation,
                carrier);
    }
}
