package io.gantry.ecs.service;

import io.gantry.base.Arn;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.task.Tasks;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A number of tasks that are kept running. It is the fence of their counts: whoever starts or stops one for it writes this
 * record, or reads it by id, in the same transaction.
 *
 * @param cluster the cluster's name
 * @param name unique in its cluster among services that are not INACTIVE
 * @param scheduling never changes
 * @param desiredCount how many tasks are wanted; for a DAEMON how many hosts suit it, which its reconciler writes
 * @param definition what the caller wrote, with defaults, as the JSON of AWS's CreateServiceRequest, whole, so that nothing
 *     is lost on read-back
 * @param deployments those that have tasks or shall have some, the newest first; the first is PRIMARY. None when another
 *     controller than ECS deploys
 * @param deploymentId of the service deployment that is under way or was the last; empty when there was none
 * @param taskSets the numbers of its task sets, when another controller than ECS deploys
 * @param stall why no more tasks could be started, while that is so
 * @param rebalancing while tasks move because zones hold unequal numbers of them
 * @param steady whether it has said that it reached a steady state and nothing has happened since
 * @param createdBy the ARN of the principal that made it
 * @param changedAt of the last change of status; an INACTIVE service is forgotten some time after it
 */
public record Service(
        Scope scope,
        String cluster,
        String name,
        Status status,
        Scheduling scheduling,
        int desiredCount,
        String definition,
        List<Deployment> deployments,
        String deploymentId,
        List<String> taskSets,
        Optional<Stall> stall,
        Optional<Rebalancing> rebalancing,
        boolean steady,
        Map<String, String> tags,
        String createdBy,
        Instant createdAt,
        Instant changedAt) {
    public Service {
        deployments = List.copyOf(deployments);
        taskSets = List.copyOf(taskSets);
        tags = Map.copyOf(tags);
    }

    /** A service's states, as AWS prints them. */
    public enum Status {
        ACTIVE,
        DRAINING,
        INACTIVE
    }

    /** What decides how many tasks there are and where, as AWS prints it. */
    public enum Scheduling {
        /** A number, wherever they fit. */
        REPLICA,
        /** One on each host that suits. */
        DAEMON
    }

    /**
     * That no more tasks could be started.
     *
     * @param message the event that said so
     */
    public record Stall(String message, Instant since) {}

    /**
     * That its tasks are being moved between zones.
     *
     * @param stuck the zone that was last told to have no room; empty when none was
     */
    public record Rebalancing(Instant since, String stuck) {}

    /** The id in {@link Services#TABLE}. */
    public String id() {
        return scope.id(cluster + "/" + name);
    }

    /** The record id of its cluster. */
    public String clusterId() {
        return scope.id(cluster);
    }

    /** {@code arn:aws:ecs:<region>:<account>:service/<cluster>/<name>}. */
    public Arn arn() {
        return scope.arn("service/" + cluster + "/" + name);
    }

    /** Where its tasks are found in {@link Tasks#MEMBERSHIP}. */
    public String tasksKey() {
        return Tasks.groupKey(clusterId(), Tasks.SERVICE_GROUP + name);
    }

    /** The newest deployment. */
    public Optional<Deployment> primary() {
        return deployments.stream().findFirst();
    }

    /** The deployment of this revision. */
    public Optional<Deployment> deployment(String revision) {
        return deployments.stream()
                .filter(one -> one.revision().equals(revision))
                .findFirst();
    }

    /** In another status, now. */
    public Service withStatus(Status next, Instant now) {
        Copy copy = new Copy(this);
        copy.status = next;
        copy.changedAt = now;
        return copy.done();
    }

    /** Wanting something else: never steady at once. */
    public Service wanting(int count, String newDefinition) {
        Copy copy = new Copy(this);
        copy.desiredCount = count;
        copy.definition = newDefinition;
        copy.steady = false;
        return copy.done();
    }

    /** With these deployments, of which the service deployment {@code current} is the last. */
    public Service withDeployments(List<Deployment> all, String current) {
        Copy copy = new Copy(this);
        copy.deployments = all;
        copy.deploymentId = current;
        return copy.done();
    }

    /** With this one instead of the deployment of the same revision. */
    public Service with(Deployment changed) {
        return withDeployments(
                deployments.stream()
                        .map(one -> one.revision().equals(changed.revision()) ? changed : one)
                        .toList(),
                deploymentId);
    }

    /** With these task sets. */
    public Service withTaskSets(List<String> numbers) {
        Copy copy = new Copy(this);
        copy.taskSets = numbers;
        return copy.done();
    }

    /** Unable to start tasks, or able again. */
    public Service withStall(Optional<Stall> why) {
        Copy copy = new Copy(this);
        copy.stall = why;
        return copy.done();
    }

    /** Moving tasks between zones, or not. */
    public Service withRebalancing(Optional<Rebalancing> next) {
        Copy copy = new Copy(this);
        copy.rebalancing = next;
        return copy.done();
    }

    /** Having said that it is steady, or no more so. */
    public Service withSteady(boolean isSteady) {
        Copy copy = new Copy(this);
        copy.steady = isSteady;
        return copy.done();
    }

    /** With these tags instead of its own. */
    public Service withTags(Map<String, String> all) {
        Copy copy = new Copy(this);
        copy.tags = all;
        return copy.done();
    }

    /** A service under change: so many components are written out in one place only. */
    private static final class Copy {
        private final Service old;
        private Status status;
        private int desiredCount;
        private String definition;
        private List<Deployment> deployments;
        private String deploymentId;
        private List<String> taskSets;
        private Optional<Stall> stall;
        private Optional<Rebalancing> rebalancing;
        private boolean steady;
        private Map<String, String> tags;
        private Instant changedAt;

        Copy(Service old) {
            this.old = old;
            this.status = old.status;
            this.desiredCount = old.desiredCount;
            this.definition = old.definition;
            this.deployments = old.deployments;
            this.deploymentId = old.deploymentId;
            this.taskSets = old.taskSets;
            this.stall = old.stall;
            this.rebalancing = old.rebalancing;
            this.steady = old.steady;
            this.tags = old.tags;
            this.changedAt = old.changedAt;
        }

        Service done() {
            return new Service(
                    old.scope,
                    old.cluster,
                    old.name,
                    status,
                    old.scheduling,
                    desiredCount,
                    definition,
                    deployments,
                    deploymentId,
                    taskSets,
                    stall,
                    rebalancing,
                    steady,
                    tags,
                    old.createdBy,
                    old.createdAt,
                    changedAt);
        }
    }
}
