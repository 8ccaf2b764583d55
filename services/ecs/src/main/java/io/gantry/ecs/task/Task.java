package io.gantry.ecs.task;

import io.gantry.base.Arn;
import io.gantry.ecs.network.NetworkAttachment;
import io.gantry.ecs.resource.Scope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * One run of a task definition. Kept small, since a cluster has many: ARNs are derived, texts that tasks share are interned,
 * moments are numbers.
 *
 * @param cluster the cluster's name
 * @param taskId 32 hexadecimal characters
 * @param family of its task definition
 * @param revision of its task definition
 * @param instanceId of its container instance, with that one's cluster before it, {@code cluster/id}, where it is another one
 * @param launch what it was launched with
 * @param lastStatus where it is; moved only along {@link TaskTransitions}
 * @param desiredStopped whether {@code desiredStatus} is STOPPED rather than RUNNING; never taken back
 * @param observed the furthest state that its agent has reported
 * @param observedReason what the agent said about the task as a whole
 * @param stop why it stops; the first cause stays
 * @param accounted whether the service it ran for has taken notice of its end
 * @param attachment its network interface; empty for a task that has none of its own
 * @param version grows with each change, as on AWS
 */
public record Task(
        Scope scope,
        String cluster,
        String taskId,
        String family,
        int revision,
        String instanceId,
        TaskLaunch launch,
        TaskStatus lastStatus,
        boolean desiredStopped,
        Optional<ContainerState> observed,
        String observedReason,
        List<TaskContainer> containers,
        Map<String, String> tags,
        TaskTimes times,
        Optional<StopCause> stop,
        boolean accounted,
        Optional<NetworkAttachment> attachment,
        long version) {
    public Task {
        scope = scope.interned();
        cluster = cluster.intern();
        family = family.intern();
        instanceId = instanceId.intern();
        containers = List.copyOf(containers);
        tags = Map.copyOf(tags);
    }

    /** The id in {@link Tasks#TABLE}. */
    public String id() {
        return scope.id(cluster + "/" + taskId);
    }

    /** {@code arn:aws:ecs:<region>:<account>:task/<cluster>/<id>}. */
    public Arn arn() {
        return scope.arn("task/" + cluster + "/" + taskId);
    }

    /** The ARN of its cluster. */
    public Arn clusterArn() {
        return scope.arn("cluster/" + cluster);
    }

    /** The ARN of its task definition. */
    public Arn definitionArn() {
        return scope.arn("task-definition/" + family + ":" + revision);
    }

    /** The ARN of its container instance. */
    public Arn instanceArn() {
        return scope.arn("container-instance/" + instancePath());
    }

    /** The record id of its container instance. */
    public String instanceRecordId() {
        return scope.id(instancePath());
    }

    private String instancePath() {
        return instanceId.contains("/") ? instanceId : cluster + "/" + instanceId;
    }

    /** The ARN of one of its containers; its last part is derived from the task and the name, so it needs no place. */
    public Arn containerArn(TaskContainer container) {
        byte[] name = (taskId + "/" + container.name()).getBytes(StandardCharsets.UTF_8);
        return scope.arn("container/" + cluster + "/" + taskId + "/" + UUID.nameUUIDFromBytes(name));
    }

    /** The id of the attachment of its interface; derived, so it needs no place. */
    public String attachmentId() {
        byte[] name = (taskId + "/interface").getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(name).toString();
    }

    /** The ARN of the attachment of its interface. */
    public Arn attachmentArn() {
        return scope.arn("attachment/" + attachmentId());
    }

    /** {@code RUNNING} or {@code STOPPED}, as AWS prints it. */
    public String desiredStatus() {
        return desiredStopped ? "STOPPED" : "RUNNING";
    }

    /** When it was placed. */
    public Instant createdAt() {
        return Instant.ofEpochMilli(times.created());
    }

    /** Whether its agent has said that it ended. */
    public boolean observedStopped() {
        return observed.filter(state -> state == ContainerState.STOPPED).isPresent();
    }

    /** AWS's rule: UNHEALTHY if an essential container is, else UNKNOWN if one is, else HEALTHY. */
    public HealthStatus health() {
        HealthStatus worst = HealthStatus.HEALTHY;
        boolean any = false;
        for (TaskContainer container : containers) {
            if (container.essential() && container.healthChecked()) {
                any = true;
                if (container.health() == HealthStatus.UNHEALTHY) {
                    return HealthStatus.UNHEALTHY;
                }
                worst = container.health() == HealthStatus.UNKNOWN ? HealthStatus.UNKNOWN : worst;
            }
        }
        return any ? worst : HealthStatus.UNKNOWN;
    }

    /** Wanted stopped from now on; the same when it was already. */
    public Task stopRequested(StopCause cause, Instant now) {
        if (desiredStopped) {
            return this;
        }
        return with(lastStatus, true, observed, observedReason, containers, times.stoppingAt(now), Optional.of(cause));
    }

    /**
     * With what its agent reports. States only move forward: a late or repeated report answers the same record, and nothing
     * changes after the end has been reported.
     */
    public Task observe(TaskReport report, Instant now) {
        if (observedStopped() || lastStatus.compareTo(TaskStatus.DEPROVISIONING) >= 0) {
            return this;
        }
        List<TaskContainer> seen = containersAfter(report, now);
        Optional<ContainerState> state = report.status()
                .filter(next -> observed.isEmpty() || next.compareTo(observed.get()) > 0)
                .or(() -> observed);
        String reason = report.reason().isEmpty() ? observedReason : report.reason();
        Task next = with(lastStatus, desiredStopped, state, reason, seen, times.reported(report, now), stop);
        if (attachment.isPresent() && report.attached().contains(attachmentArn().toString())) {
            next = next.withAttachment(attachment.get().at(NetworkAttachment.Status.ATTACHED));
        }
        if (next.lastStatus == TaskStatus.PENDING && state.equals(Optional.of(ContainerState.RUNNING))) {
            next = next.moved(TaskStatus.RUNNING, TaskTransitions.Owner.REPORT).at(next.times.startedAt(now));
        }
        if (next.observedStopped()) {
            boolean ran = next.times.started() != 0;
            StopCause cause = stop.orElseGet(() -> StopCause.ofReport(ran, reason, seen));
            next = next.with(
                    next.lastStatus,
                    true,
                    state,
                    reason,
                    seen.stream().map(TaskContainer::stopped).toList(),
                    next.times.stoppingAt(now),
                    Optional.of(cause));
        }
        return next.sameBut(this);
    }

    /** With no container that could run: its agent has told of their end, or has never heard of them. */
    Task withContainersStopped() {
        return with(
                lastStatus,
                desiredStopped,
                observed,
                observedReason,
                containers.stream().map(TaskContainer::stopped).toList(),
                times,
                stop);
    }

    /** With its agent's verdicts on its containers' health, by container name. */
    public Task withHealth(Map<String, HealthStatus> verdicts) {
        if (lastStatus.compareTo(TaskStatus.STOPPING) >= 0) {
            return this;
        }
        UnaryOperator<TaskContainer> judge =
                container -> container.withHealth(verdicts.getOrDefault(container.name(), container.health()));
        return with(
                        lastStatus,
                        desiredStopped,
                        observed,
                        observedReason,
                        containers.stream().map(judge).toList(),
                        times,
                        stop)
                .sameBut(this);
    }

    /** With these tags instead of its own. */
    public Task withTags(Map<String, String> all) {
        return new Task(
                scope,
                cluster,
                taskId,
                family,
                revision,
                instanceId,
                launch,
                lastStatus,
                desiredStopped,
                observed,
                observedReason,
                containers,
                all,
                times,
                stop,
                accounted,
                attachment,
                version + 1);
    }

    /** With its interface so far. */
    Task withAttachment(NetworkAttachment now) {
        return new Task(
                scope,
                cluster,
                taskId,
                family,
                revision,
                instanceId,
                launch,
                lastStatus,
                desiredStopped,
                observed,
                observedReason,
                containers,
                tags,
                times,
                stop,
                accounted,
                Optional.of(now),
                version + 1);
    }

    /** Its interface is gone. */
    Task detached() {
        return attachment
                .map(one -> withAttachment(one.at(NetworkAttachment.Status.DELETED)))
                .orElse(this);
    }

    /** Its interface is there: from now on its agent is told of it, unless it is to stop. */
    Task attaching(NetworkAttachment made) {
        return lastStatus == TaskStatus.PROVISIONING && !desiredStopped
                ? withAttachment(made).moved(TaskStatus.PENDING, TaskTransitions.Owner.PLACEMENT)
                : this;
    }

    /** Counted by the service it ran for; nothing that users see changes. */
    public Task withAccounted() {
        return new Task(
                scope,
                cluster,
                taskId,
                family,
                revision,
                instanceId,
                launch,
                lastStatus,
                desiredStopped,
                observed,
                observedReason,
                containers,
                tags,
                times,
                stop,
                true,
                attachment,
                version);
    }

    /** Spared by its service until {@code until}; from now on a victim again when that is empty. */
    public Task withProtection(Optional<Instant> until) {
        return with(
                lastStatus, desiredStopped, observed, observedReason, containers, times.protectedUntil(until), stop);
    }

    /** In the next state that is due although nothing new was reported: from RUNNING to STOPPING and on. */
    Task moved(TaskStatus to, TaskTransitions.Owner owner) {
        if (!TaskTransitions.owner(lastStatus, to).equals(Optional.of(owner))) {
            throw new IllegalStateException(owner + " may not move a task from " + lastStatus + " to " + to);
        }
        return with(to, desiredStopped, observed, observedReason, containers, times, stop);
    }

    /** At other moments. */
    Task at(TaskTimes other) {
        return with(lastStatus, desiredStopped, observed, observedReason, containers, other, stop);
    }

    private List<TaskContainer> containersAfter(TaskReport report, Instant now) {
        List<TaskContainer> after = new ArrayList<>(containers);
        for (TaskReport.ContainerReport one : report.containers()) {
            after.replaceAll(container -> container.name().equals(one.name()) ? container.observe(one) : container);
        }
        for (TaskReport.AgentReport one : report.agents()) {
            after.replaceAll(
                    container -> container.name().equals(one.container()) ? container.observe(one, now) : container);
        }
        return after;
    }

    /** This, or {@code old} when nothing but the version differs. */
    private Task sameBut(Task old) {
        Task aligned = new Task(
                scope,
                cluster,
                taskId,
                family,
                revision,
                instanceId,
                launch,
                lastStatus,
                desiredStopped,
                observed,
                observedReason,
                containers,
                tags,
                times,
                stop,
                accounted,
                attachment,
                old.version);
        return aligned.equals(old) ? old : this;
    }

    private Task with(
            TaskStatus status,
            boolean isDesiredStopped,
            Optional<ContainerState> state,
            String reason,
            List<TaskContainer> all,
            TaskTimes moments,
            Optional<StopCause> cause) {
        return new Task(
                scope,
                cluster,
                taskId,
                family,
                revision,
                instanceId,
                launch,
                status,
                isDesiredStopped,
                state,
                reason,
                all,
                tags,
                moments,
                cause,
                accounted,
                attachment,
                version + 1);
    }
}
