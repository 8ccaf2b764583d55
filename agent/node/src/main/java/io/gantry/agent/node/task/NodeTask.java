package io.gantry.agent.node.task;

import io.gantry.agent.protocol.ContainerPayload;
import io.gantry.agent.protocol.TaskPayload;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What this host knows of one task. This record is what the node stores.
 *
 * @param payload what is wanted, without credentials
 * @param order its place in the queue for the host's resources
 * @param stopWanted it is to stop: the control plane said so, or an essential container has stopped; never taken back
 * @param admitted the host's resources are reserved for it
 * @param prepared its volumes and its control group are there
 * @param preparing they are being made; kept in memory only
 * @param cgroupParent the parent group of its containers, else empty
 * @param reason what is wrong with the task as a whole, else empty
 * @param sent the last status that the control plane has acknowledged: NONE, MANIFEST_PULLED (as PENDING), RUNNING, STOPPED
 * @param executionStoppedAt when its first essential container ended
 * @param stoppedAt when all of its containers had ended
 * @param resourcesRemoved its volumes and its group are gone again
 * @param sandbox what holds its network, where it has one of its own
 */
public record NodeTask(
        TaskPayload payload,
        long order,
        Instant acceptedAt,
        boolean stopWanted,
        boolean admitted,
        boolean prepared,
        boolean preparing,
        String cgroupParent,
        String reason,
        List<NodeContainer> containers,
        ContainerStatus sent,
        Optional<Instant> pullStartedAt,
        Optional<Instant> pullStoppedAt,
        Optional<Instant> executionStoppedAt,
        Optional<Instant> stoppedAt,
        boolean resourcesRemoved,
        Optional<Sandbox> sandbox) {

    public NodeTask {
        containers = List.copyOf(containers);
    }

    /** A task that was just accepted. */
    public static NodeTask accepted(TaskPayload payload, long order, Instant now, List<NodeContainer> containers) {
        return new NodeTask(
                payload.withoutCredentials(),
                order,
                now,
                payload.desiredStatus().equals("STOPPED"),
                false,
                false,
                false,
                "",
                "",
                containers,
                ContainerStatus.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    /** The task's ARN. */
    public String arn() {
        return payload.arn();
    }

    /** The last part of the ARN. */
    public String id() {
        return arn().substring(arn().lastIndexOf('/') + 1);
    }

    /** The container of this name. */
    public Optional<NodeContainer> container(String name) {
        return containers.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /** What is wanted of the container of this name. */
    public ContainerPayload wanted(String name) {
        return payload.containers().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Whether the definition has a health check for this container. */
    public boolean checksHealth(String name) {
        return !wanted(name).healthCheckType().isEmpty();
    }

    /** Whether every container has been started, however it ended. */
    public boolean allStarted() {
        return !containers.isEmpty()
                && containers.stream().allMatch(c -> c.startedAt().isPresent());
    }

    /** Whether it is on its way to run. */
    public boolean starting() {
        return !stopWanted
                && stoppedAt.isEmpty()
                && containers.stream().anyMatch(c -> !c.known().reached(ContainerStatus.RUNNING));
    }

    /** Whether every container has ended; a task without containers has. */
    public boolean allStopped() {
        return containers.stream().allMatch(c -> c.known() == ContainerStatus.STOPPED);
    }

    /** The smallest status among the containers (10.1). */
    public ContainerStatus known() {
        return containers.stream()
                .map(NodeContainer::known)
                .min(ContainerStatus::compareTo)
                .orElse(ContainerStatus.STOPPED);
    }

    /** The same task with one container changed. */
    public NodeTask with(String name, UnaryOperator<NodeContainer> change) {
        return containers(containers.stream()
                .map(c -> c.name().equals(name) ? change.apply(c) : c)
                .toList());
    }

    /** It is to stop; the first reason stays. */
    public NodeTask stopping(String why) {
        return copy(
                true,
                admitted,
                prepared,
                preparing,
                cgroupParent,
                reason.isEmpty() ? Reasons.cut(why) : reason,
                containers);
    }

    /** The host's resources are reserved. */
    public NodeTask admit() {
        return copy(stopWanted, true, prepared, preparing, cgroupParent, reason, containers);
    }

    /** Volumes and group are being made. */
    public NodeTask beginPreparing() {
        return copy(stopWanted, admitted, false, true, cgroupParent, reason, containers);
    }

    /** Volumes and group are there. */
    public NodeTask prepared(String parent) {
        return copy(stopWanted, admitted, true, false, parent, reason, containers);
    }

    /** Volumes and group could not be made. */
    public NodeTask notPrepared() {
        return copy(stopWanted, admitted, false, false, cgroupParent, reason, containers);
    }

    /** The same task with other containers. */
    public NodeTask containers(List<NodeContainer> changed) {
        return copy(stopWanted, admitted, prepared, preparing, cgroupParent, reason, changed);
    }

    /** What is stored: nothing is under way. */
    public NodeTask idle() {
        return copy(
                        stopWanted,
                        admitted,
                        prepared,
                        false,
                        cgroupParent,
                        reason,
                        containers.stream().map(NodeContainer::idle).toList())
                .sandbox(sandbox.map(Sandbox::idle));
    }

    /** The same task with this sandbox. */
    public NodeTask sandbox(Optional<Sandbox> changed) {
        return new NodeTask(
                payload,
                order,
                acceptedAt,
                stopWanted,
                admitted,
                prepared,
                preparing,
                cgroupParent,
                reason,
                containers,
                sent,
                pullStartedAt,
                pullStoppedAt,
                executionStoppedAt,
                stoppedAt,
                resourcesRemoved,
                changed);
    }

    /** The same task with its sandbox changed, where it has one. */
    public NodeTask withSandbox(UnaryOperator<Sandbox> change) {
        return sandbox.isEmpty() ? this : sandbox(sandbox.map(change));
    }

    /** The control plane has acknowledged this status. */
    public NodeTask sent(ContainerStatus status) {
        return times(
                status.reached(sent) ? status : sent,
                pullStartedAt,
                pullStoppedAt,
                executionStoppedAt,
                stoppedAt,
                resourcesRemoved);
    }

    /** A pull has begun. */
    public NodeTask pullStarted(Instant now) {
        return times(
                sent,
                pullStartedAt.or(() -> Optional.of(now)),
                pullStoppedAt,
                executionStoppedAt,
                stoppedAt,
                resourcesRemoved);
    }

    /** A pull has ended; the last one counts. */
    public NodeTask pullStopped(Instant now) {
        return times(sent, pullStartedAt, Optional.of(now), executionStoppedAt, stoppedAt, resourcesRemoved);
    }

    /** An essential container has ended. */
    public NodeTask executionStopped(Instant at) {
        return times(
                sent,
                pullStartedAt,
                pullStoppedAt,
                executionStoppedAt.or(() -> Optional.of(at)),
                stoppedAt,
                resourcesRemoved);
    }

    /** All containers have ended. */
    public NodeTask stopped(Instant at) {
        return times(
                sent,
                pullStartedAt,
                pullStoppedAt,
                executionStoppedAt,
                stoppedAt.or(() -> Optional.of(at)),
                resourcesRemoved);
    }

    /** Volumes and group are gone. */
    public NodeTask withoutResources() {
        return times(sent, pullStartedAt, pullStoppedAt, executionStoppedAt, stoppedAt, true);
    }

    private NodeTask copy(
            boolean stop,
            boolean admit,
            boolean ready,
            boolean making,
            String parent,
            String why,
            List<NodeContainer> changed) {
        return new NodeTask(
                payload,
                order,
                acceptedAt,
                stop,
                admit,
                ready,
                making,
                parent,
                why,
                changed,
                sent,
                pullStartedAt,
                pullStoppedAt,
                executionStoppedAt,
                stoppedAt,
                resourcesRemoved,
                sandbox);
    }

    private NodeTask times(
            ContainerStatus told,
            Optional<Instant> pull,
            Optional<Instant> pulled,
            Optional<Instant> execution,
            Optional<Instant> end,
            boolean gone) {
        return new NodeTask(
                payload,
                order,
                acceptedAt,
                stopWanted,
                admitted,
                prepared,
                preparing,
                cgroupParent,
                reason,
                containers,
                told,
                pull,
                pulled,
                execution,
                end,
                gone,
                sandbox);
    }
}
