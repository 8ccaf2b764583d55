package io.gantry.agent.protocol;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The body of SubmitTaskStateChange as agents send it (agent-protocol.md 8.2). Container changes travel inside it.
 *
 * @param cluster as the agent is configured, usually the name
 * @param task the task's ARN
 * @param status {@code PENDING}, {@code RUNNING} or {@code STOPPED}; empty when only an attachment changed
 * @param reason errors of the task as a whole, at most 1024 characters
 * @param managedAgents what carries ECS Exec into its containers
 */
public record TaskStateChange(
        String cluster,
        String task,
        String status,
        String reason,
        List<ContainerChange> containers,
        List<AttachmentChange> attachments,
        List<ManagedAgentChange> managedAgents,
        Optional<Instant> pullStartedAt,
        Optional<Instant> pullStoppedAt,
        Optional<Instant> executionStoppedAt) {
    public TaskStateChange {
        containers = List.copyOf(containers);
        attachments = List.copyOf(attachments);
        managedAgents = List.copyOf(managedAgents);
    }

    /**
     * A change of one container. The same container may occur twice in one report; items are in order.
     *
     * @param runtimeId the engine's id, empty when it was never created
     * @param exitCode absent when it never ran
     * @param reason at most 1024 characters
     * @param imageDigest {@code sha256:...}
     */
    public record ContainerChange(
            String containerName,
            String runtimeId,
            String status,
            Optional<Integer> exitCode,
            String reason,
            String imageDigest,
            List<NetworkBinding> networkBindings) {
        public ContainerChange {
            networkBindings = List.copyOf(networkBindings);
        }
    }

    /**
     * A published port, or a range of them.
     *
     * @param containerPortRange {@code first-last} in place of {@code containerPort}
     */
    public record NetworkBinding(
            String bindIP,
            Optional<Integer> containerPort,
            Optional<Integer> hostPort,
            String protocol,
            String containerPortRange,
            String hostPortRange) {}

    /** A managed agent's status: {@code RUNNING} or {@code STOPPED}. */
    public record ManagedAgentChange(String containerName, String managedAgentName, String status, String reason) {}

    /** {@code ATTACHED} of an attachment. */
    public record AttachmentChange(String attachmentArn, String status) {}
}
