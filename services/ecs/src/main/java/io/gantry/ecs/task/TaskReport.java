package io.gantry.ecs.task;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an agent says about a task. Reports may come late, twice or out of order.
 *
 * @param status of the task as a whole, when the report says one
 * @param reason a trouble of the task as a whole, else empty
 * @param containers in the agent's order; one container may occur twice
 * @param attached ARNs of attachments that the agent has found
 * @param agents what it says about the agents of ECS Exec
 */
public record TaskReport(
        Optional<ContainerState> status,
        String reason,
        List<ContainerReport> containers,
        Optional<Instant> pullStartedAt,
        Optional<Instant> pullStoppedAt,
        Optional<Instant> executionStoppedAt,
        List<String> attached,
        List<AgentReport> agents) {
    public TaskReport {
        containers = List.copyOf(containers);
        attached = List.copyOf(attached);
        agents = List.copyOf(agents);
    }

    /** What carries ECS Exec into this container is in this state. */
    public record AgentReport(String container, ContainerState status, String reason) {}

    /** What an agent says about one container; empty where it says nothing. */
    public record ContainerReport(
            String name,
            Optional<ContainerState> status,
            String runtimeId,
            Optional<Integer> exitCode,
            String reason,
            String imageDigest,
            List<NetworkBinding> networkBindings) {
        public ContainerReport {
            networkBindings = List.copyOf(networkBindings);
        }

        /** Only a state. */
        public static ContainerReport of(String name, ContainerState state) {
            return new ContainerReport(name, Optional.of(state), "", Optional.empty(), "", "", List.of());
        }
    }

    /** Only a state. */
    public static TaskReport of(ContainerState state, List<ContainerReport> containers) {
        return new TaskReport(
                Optional.of(state),
                "",
                containers,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    /** Only about one container. */
    public static TaskReport of(ContainerReport container) {
        return new TaskReport(
                Optional.empty(),
                "",
                List.of(container),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }
}
