package io.gantry.ecs.instance;

import io.gantry.base.Arn;
import io.gantry.ecs.resource.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A host's membership in a cluster.
 *
 * @param cluster the cluster's name
 * @param instanceId 32 hexadecimal characters
 * @param hostId whose {@link Allocation} it stands on
 * @param agentConnected the verdict that placement obeys. It outlives a short silence: a broken connection turns it only
 *     when its lease has run out
 * @param session counts accepted connections of its agent; part of every sequence number sent to it
 * @param ec2InstanceId from the identity document, empty for hosts outside EC2
 * @param attributes name to value, the empty value for an attribute without one
 * @param version grows with every change that users see, as on AWS
 * @param health empty until the agent has reported
 * @param agentUpdateStatus empty unless an update was asked for
 * @param changedAt of the last change of status; an INACTIVE instance is forgotten some time after it
 * @param agentChangedAt of the last change of {@code agentConnected}, or of its registration
 */
public record ContainerInstance(
        Scope scope,
        String cluster,
        String instanceId,
        String hostId,
        Status status,
        boolean agentConnected,
        long session,
        String ec2InstanceId,
        AgentVersion agent,
        Map<String, String> attributes,
        Map<String, String> tags,
        Instant registeredAt,
        long version,
        List<HealthCheck> health,
        Optional<String> agentUpdateStatus,
        Instant changedAt,
        Instant agentChangedAt) {
    public ContainerInstance {
        // A release before this member stored none.
        agentChangedAt = Objects.requireNonNullElse(agentChangedAt, registeredAt);
        attributes = Map.copyOf(attributes);
        tags = Map.copyOf(tags);
        health = List.copyOf(health);
    }

    /** The hash that our own node names as its agent's; the public agent names the commit that it was built from. */
    private static final String OURS = "gantry";

    /** As many as an id of EC2's has. */
    private static final int MACHINE_DIGITS = 17;

    /** An instance's states, as AWS prints them. */
    public enum Status {
        REGISTERING,
        REGISTRATION_FAILED,
        ACTIVE,
        DRAINING,
        DEREGISTERING,
        INACTIVE
    }

    /** As which EC2 describes its host: by the id of a host of EC2's, else by one that follows from this instance's. */
    public String machineId() {
        return ec2InstanceId.isEmpty() ? "i-" + instanceId.substring(0, MACHINE_DIGITS) : ec2InstanceId;
    }

    /** The id in {@link ContainerInstances#TABLE}. */
    public String id() {
        return id(scope, cluster, instanceId);
    }

    static String id(Scope scope, String cluster, String instanceId) {
        return scope.id(cluster + "/" + instanceId);
    }

    /** {@code arn:aws:ecs:<region>:<account>:container-instance/<cluster>/<id>}. */
    public Arn arn() {
        return scope.arn("container-instance/" + cluster + "/" + instanceId);
    }

    /** The id of its {@link Allocation}. */
    public String allocationId() {
        return scope.id(hostId);
    }

    /** Whether it still belongs to its cluster. */
    public boolean isRegistered() {
        return status != Status.INACTIVE;
    }

    /** In another status, now. */
    public ContainerInstance withStatus(Status next, Instant now) {
        if (next == status) {
            return this;
        }
        boolean gone = next == Status.INACTIVE;
        return new ContainerInstance(
                scope,
                cluster,
                instanceId,
                hostId,
                next,
                agentConnected && !gone,
                session,
                ec2InstanceId,
                agent,
                attributes,
                tags,
                registeredAt,
                version + 1,
                health,
                agentUpdateStatus,
                now,
                agentConnected && gone ? now : agentChangedAt);
    }

    /** Whether its agent carries sessions of ECS Exec over our own messages; the public agent has AWS's for that. */
    public boolean carriesCommands() {
        return agent.agentHash().equals(OURS);
    }

    /** With an agent that has just connected: the next session begins. */
    public ContainerInstance connected(AgentVersion running, Instant now) {
        boolean same = agentConnected && running.equals(agent);
        return agentIs(true, session + 1, running, same ? version : version + 1, now);
    }

    /** Without its agent. */
    public ContainerInstance disconnected(Instant now) {
        return agentConnected ? agentIs(false, session, agent, version + 1, now) : this;
    }

    private ContainerInstance agentIs(
            boolean isConnected, long inSession, AgentVersion running, long atVersion, Instant now) {
        return new ContainerInstance(
                scope,
                cluster,
                instanceId,
                hostId,
                status,
                isConnected,
                inSession,
                ec2InstanceId,
                running,
                attributes,
                tags,
                registeredAt,
                atVersion,
                health,
                agentUpdateStatus,
                changedAt,
                isConnected == agentConnected ? agentChangedAt : now);
    }

    /** With these attributes instead of its own. */
    public ContainerInstance withAttributes(Map<String, String> all) {
        return describedBy(all, tags, health);
    }

    /** With these tags instead of its own. */
    public ContainerInstance withTags(Map<String, String> all) {
        return describedBy(attributes, all, health);
    }

    /** With these verdicts on its health. */
    public ContainerInstance withHealth(List<HealthCheck> checks) {
        return describedBy(attributes, tags, checks);
    }

    private ContainerInstance describedBy(
            Map<String, String> allAttributes, Map<String, String> allTags, List<HealthCheck> checks) {
        boolean same = allAttributes.equals(attributes) && allTags.equals(tags) && checks.equals(health);
        return new ContainerInstance(
                scope,
                cluster,
                instanceId,
                hostId,
                status,
                agentConnected,
                session,
                ec2InstanceId,
                agent,
                allAttributes,
                allTags,
                registeredAt,
                same ? version : version + 1,
                checks,
                agentUpdateStatus,
                changedAt,
                agentChangedAt);
    }
}
