package io.gantry.ecs.deployment;

import io.gantry.base.Arn;
import io.gantry.ecs.resource.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The way from the revisions that a service runs to another one.
 *
 * @param cluster the cluster's name
 * @param service the service's name
 * @param deploymentId unique in the service
 * @param reason why it is in its status, empty when there is nothing to say
 * @param sources numbers of the revisions that ran when it began
 * @param target number of the revision that it brings in
 * @param configuration AWS's DeploymentConfiguration as JSON, as it stood when the deployment began
 * @param breaker what the circuit breaker has seen
 * @param startedAt when its first task could start
 * @param finishedAt when it ended, in whichever way
 * @param stoppedAt when it was given up
 * @param rollback the way back, once it has begun
 * @param lifecycle where it stands, when it passes through stages
 */
public record ServiceDeployment(
        Scope scope,
        String cluster,
        String service,
        String deploymentId,
        Status status,
        String reason,
        List<String> sources,
        String target,
        String configuration,
        Breaker breaker,
        Instant createdAt,
        Optional<Instant> startedAt,
        Instant updatedAt,
        Optional<Instant> finishedAt,
        Optional<Instant> stoppedAt,
        Optional<Rollback> rollback,
        Optional<Lifecycle> lifecycle) {
    public ServiceDeployment {
        sources = List.copyOf(sources);
    }

    /**
     * Its states, as AWS prints them.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html">ECS:
     *     ServiceDeployment</a>
     */
    public enum Status {
        PENDING,
        IN_PROGRESS,
        STOP_REQUESTED,
        ROLLBACK_REQUESTED,
        ROLLBACK_IN_PROGRESS,
        SUCCESSFUL,
        STOPPED,
        ROLLBACK_SUCCESSFUL,
        ROLLBACK_FAILED;

        /** Whether the revision that it aimed at runs. */
        public boolean isSuccess() {
            return this == SUCCESSFUL || this == ROLLBACK_SUCCESSFUL;
        }

        /** Whether nothing happens to it any more. */
        public boolean isEnd() {
            return switch (this) {
                case PENDING, IN_PROGRESS, STOP_REQUESTED, ROLLBACK_REQUESTED, ROLLBACK_IN_PROGRESS -> false;
                case SUCCESSFUL, STOPPED, ROLLBACK_SUCCESSFUL, ROLLBACK_FAILED -> true;
            };
        }
    }

    /**
     * The circuit breaker's verdict.
     *
     * @param enabled whether the service wants one
     * @param failures what it has counted
     * @param threshold how many failures are too many
     */
    public record Breaker(boolean enabled, int failures, int threshold) {
        /** The service wants none. */
        public static final Breaker DISABLED = new Breaker(false, 0, 0);

        /** Whether it has tripped. */
        public boolean isTripped() {
            return enabled && failures >= threshold;
        }
    }

    /**
     * The way back.
     *
     * @param reason why
     * @param revision number of the revision that is brought back
     */
    public record Rollback(String reason, Instant startedAt, String revision) {}

    /** The id in {@link ServiceDeployments#TABLE}. */
    public String id() {
        return id(scope, cluster, service, deploymentId);
    }

    /** The record id of a deployment. */
    public static String id(Scope scope, String cluster, String service, String deploymentId) {
        return scope.id(cluster + "/" + service + "/" + deploymentId);
    }

    /** {@code arn:aws:ecs:<region>:<account>:service-deployment/<cluster>/<service>/<id>}. */
    public Arn arn() {
        return scope.arn("service-deployment/" + cluster + "/" + service + "/" + deploymentId);
    }

    /** The revision that it works towards now: the target, or on the way back the one that is brought back. */
    public String aim() {
        return rollback.map(Rollback::revision).orElse(target);
    }

    /** In another status from now on, for a reason. */
    public ServiceDeployment withStatus(Status next, String why, Instant now) {
        Copy copy = new Copy(this);
        copy.status = next;
        copy.reason = why;
        copy.startedAt = next == Status.IN_PROGRESS ? startedAt.or(() -> Optional.of(now)) : startedAt;
        copy.finishedAt = next.isEnd() ? Optional.of(now) : finishedAt;
        copy.stoppedAt = next == Status.STOPPED ? Optional.of(now) : stoppedAt;
        return copy.updated(now);
    }

    /** To be rolled back as soon as its service is looked at, for a reason. */
    public ServiceDeployment rollbackRequested(String why, Instant now) {
        return withStatus(Status.ROLLBACK_REQUESTED, why, now);
    }

    /** On the way back. */
    public ServiceDeployment rollingBack(String why, String revision, Instant now) {
        Copy copy = new Copy(this);
        copy.status = Status.ROLLBACK_IN_PROGRESS;
        copy.reason = why;
        copy.rollback = Optional.of(new Rollback(why, now, revision));
        copy.lifecycle = lifecycle.map(at -> at.back(now));
        return copy.updated(now);
    }

    /** With what the circuit breaker has seen. */
    public ServiceDeployment withBreaker(Breaker seen, Instant now) {
        Copy copy = new Copy(this);
        copy.breaker = seen;
        return copy.updated(now);
    }

    /** At another point of its lifecycle. */
    public ServiceDeployment at(Lifecycle next, Instant now) {
        Copy copy = new Copy(this);
        copy.lifecycle = Optional.of(next);
        return copy.updated(now);
    }

    /** Given up without a way back: traffic goes where it came from, unless it has come from there for good. */
    public ServiceDeployment withdrawn(Instant now) {
        return lifecycle
                .filter(at -> at.stage() != LifecycleStage.CLEAN_UP)
                .map(held -> at(held.withdrawn(), now))
                .orElse(this);
    }

    /** With one of its hooks resolved. */
    ServiceDeployment resolved(PauseHook hook, PauseHook.Status status, Instant now) {
        return lifecycle.map(held -> at(held.resolve(hook.id(), status), now)).orElse(this);
    }

    /** The revision that is kept at its count beside the new one; empty when a rolling update replaces it task by task. */
    public Optional<String> blue() {
        return status == Status.IN_PROGRESS
                ? lifecycle
                        .filter(held -> held.stage() != LifecycleStage.CLEAN_UP)
                        .flatMap(Lifecycle::blue)
                : Optional.empty();
    }

    /** A deployment under change: so many components are written out in one place only. */
    private static final class Copy {
        private final ServiceDeployment old;
        private Status status;
        private String reason;
        private Breaker breaker;
        private Optional<Instant> startedAt;
        private Optional<Instant> finishedAt;
        private Optional<Instant> stoppedAt;
        private Optional<Rollback> rollback;
        private Optional<Lifecycle> lifecycle;

        Copy(ServiceDeployment old) {
            this.old = old;
            this.status = old.status;
            this.reason = old.reason;
            this.breaker = old.breaker;
            this.startedAt = old.startedAt;
            this.finishedAt = old.finishedAt;
            this.stoppedAt = old.stoppedAt;
            this.rollback = old.rollback;
            this.lifecycle = old.lifecycle;
        }

        ServiceDeployment updated(Instant now) {
            return new ServiceDeployment(
                    old.scope,
                    old.cluster,
                    old.service,
                    old.deploymentId,
                    status,
                    reason,
                    old.sources,
                    old.target,
                    old.configuration,
                    breaker,
                    old.createdAt,
                    startedAt,
                    now,
                    finishedAt,
                    stoppedAt,
                    rollback,
                    lifecycle);
        }
    }
}
