package io.gantry.agent.protocol;

import java.util.List;
import java.util.Optional;

/**
 * The frames of the agent communication channel, both directions (agent-protocol.md 6.1). The JSON {@code type} of each is
 * its class name. What is absent is empty.
 */
public sealed interface AcsMessage extends AgentMessage {

    /**
     * Control plane to agent: tasks to run and to stop (6.2). {@code generatedAt} in epoch milliseconds.
     */
    record PayloadMessage(
            String messageId,
            String clusterArn,
            String containerInstanceArn,
            long generatedAt,
            long seqNum,
            Optional<Long> timeline,
            List<TaskPayload> tasks)
            implements AcsMessage {
        public PayloadMessage {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * Agent to control plane: the message is taken over. {@code cluster} echoes the message's {@code clusterArn}.
     */
    record AckRequest(String cluster, String containerInstance, String messageId) implements AcsMessage {}

    /**
     * Agent to control plane: the message is refused.
     */
    record NackRequest(String cluster, String containerInstance, String messageId, String reason)
            implements AcsMessage {}

    /**
     * Control plane to agent on both channels, at least each 60 seconds (6.3).
     */
    record HeartbeatMessage(String messageId, boolean healthy) implements AcsMessage {}

    /**
     * Agent to control plane: the heartbeat was heard.
     */
    record HeartbeatAckRequest(String messageId) implements AcsMessage {}

    /**
     * Control plane to agent: every task wanted on the instance (6.6).
     */
    record TaskManifestMessage(
            String messageId,
            String clusterArn,
            String containerInstanceArn,
            long generatedAt,
            long timeline,
            List<TaskIdentifier> tasks)
            implements AcsMessage {
        public TaskManifestMessage {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * Agent to control plane: running here but not in the manifest of this {@code messageId}.
     */
    record TaskStopVerificationMessage(String messageId, List<TaskIdentifier> stopCandidates) implements AcsMessage {
        public TaskStopVerificationMessage {
            stopCandidates = List.copyOf(stopCandidates);
        }
    }

    /**
     * Control plane to agent: which of the candidates really are to be stopped.
     */
    record TaskStopVerificationAck(String messageId, long generatedAt, List<TaskIdentifier> stopTasks)
            implements AcsMessage {
        public TaskStopVerificationAck {
            stopTasks = List.copyOf(stopTasks);
        }
    }

    /**
     * Control plane to agent: fresh credentials (6.4). {@code roleType} is {@code TaskApplication} or {@code TaskExecution}.
     */
    record IAMRoleCredentialsMessage(
            String messageId, String taskArn, String taskClusterArn, String roleType, RoleCredentials roleCredentials)
            implements AcsMessage {}

    /**
     * Agent to control plane: the credentials are in use; {@code messageId} may be a payload's.
     */
    record IAMRoleCredentialsAckRequest(String messageId, String expiration, String credentialsId)
            implements AcsMessage {}

    /**
     * Control plane to agent: interfaces of a task are about to appear (6.5).
     */
    record AttachTaskNetworkInterfacesMessage(
            String messageId,
            String clusterArn,
            String containerInstanceArn,
            String taskArn,
            String taskClusterArn,
            long generatedAt,
            long waitTimeoutMs,
            List<ElasticNetworkInterface> elasticNetworkInterfaces)
            implements AcsMessage {
        public AttachTaskNetworkInterfacesMessage {
            elasticNetworkInterfaces = List.copyOf(elasticNetworkInterfaces);
        }
    }

    /**
     * Control plane to agent: interfaces of the instance are about to appear (6.5).
     */
    record AttachInstanceNetworkInterfacesMessage(
            String messageId,
            String clusterArn,
            String containerInstanceArn,
            long generatedAt,
            long waitTimeoutMs,
            List<ElasticNetworkInterface> elasticNetworkInterfaces)
            implements AcsMessage {
        public AttachInstanceNetworkInterfacesMessage {
            elasticNetworkInterfaces = List.copyOf(elasticNetworkInterfaces);
        }
    }

    /**
     * Control plane to agent: a volume is about to appear (6.5).
     */
    record ConfirmAttachmentMessage(
            String messageId,
            String clusterArn,
            String containerInstanceArn,
            String taskArn,
            String taskClusterArn,
            long generatedAt,
            long waitTimeoutMs,
            TaskPayload.Attachment attachment)
            implements AcsMessage {}

    /**
     * Control plane to agent: fetch a new agent (6.7).
     */
    record StageUpdateMessage(String messageId, String clusterArn, String containerInstanceArn, Update updateInfo)
            implements AcsMessage {}

    /**
     * Control plane to agent: become the agent that was staged (6.7).
     */
    record PerformUpdateMessage(String messageId, String clusterArn, String containerInstanceArn, Update updateInfo)
            implements AcsMessage {}

    /**
     * Control plane to agent: announces that the socket will be closed; nothing is done about it.
     */
    record CloseMessage(String message) implements AcsMessage {}

    /**
     * Control plane to agent: for people; nothing is done about it.
     */
    record ErrorMessage(String message) implements AcsMessage {}

    /**
     * Control plane to agent, Gantry's own: interfaces or security groups have changed, so the rules of the networks of tasks are to
     * be asked for anew. Other agents ignore it.
     */
    record GantryNetworkMessage(String messageId) implements AcsMessage {}

    /**
     * Control plane to agent, Gantry's own: a command is to be run in a container, on a terminal whose bytes flow over a web
     * socket of their own that the agent opens. Other agents ignore it.
     *
     * @param sessionId of the session of ECS Exec
     * @param ticket shown when the web socket is opened, once
     * @param runtimeId the engine's id of the container
     * @param command the program and its arguments
     */
    record GantryExecuteCommandMessage(
            String messageId,
            String sessionId,
            String ticket,
            String taskArn,
            String containerName,
            String runtimeId,
            List<String> command)
            implements AcsMessage {
        public GantryExecuteCommandMessage {
            command = List.copyOf(command);
        }

        /** Never the ticket. */
        @Override
        public String toString() {
            return "GantryExecuteCommandMessage[" + sessionId + ", " + taskArn + ", " + containerName + "]";
        }
    }

    /**
     * A task in a manifest or in a stop verification.
     */
    record TaskIdentifier(String taskArn, String taskClusterArn, String desiredStatus) {}

    /**
     * Where an agent update lies and its SHA-256.
     */
    record Update(String location, String signature) {}
}
