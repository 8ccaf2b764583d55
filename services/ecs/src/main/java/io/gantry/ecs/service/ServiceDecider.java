package io.gantry.ecs.service;

import io.gantry.ecs.deployment.ServiceDeployment;
import io.gantry.ecs.service.ServiceStep.Stop.Why;
import io.gantry.ecs.task.ServiceTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides the next step for a service: what its life asks for first, then what its rollout asks for. */
final class ServiceDecider {
    private final ServiceTiming timing;
    private final Duration retention;

    /**
     * A decider.
     *
     * @param retention how long an INACTIVE service is shown
     */
    ServiceDecider(ServiceTiming timing, Duration retention) {
        this.timing = timing;
        this.retention = retention;
    }

    ServiceStep next(ServiceSnapshot seen, Instant now) {
        Service service = seen.service();
        List<Replica> ended = seen.replicas().stream()
                .filter(replica -> replica.phase() == Replica.Phase.ENDED)
                .limit(ServiceTasks.BATCH)
                .toList();
        if (!ended.isEmpty()) {
            return new ServiceStep.Account(service, ended, quick(ended, now));
        }
        return switch (service.status()) {
            case INACTIVE -> forget(service, now);
            case DRAINING -> drain(seen);
            case ACTIVE -> keep(seen, now);
        };
    }

    /** Those that ended by themselves soon after their start. A task whose end is learnt late ended no later than now. */
    private List<Replica> quick(List<Replica> ended, Instant now) {
        return ended.stream()
                .filter(Replica::failed)
                .filter(replica -> replica.startedAt()
                        .map(start -> Duration.between(start, now).compareTo(timing.quickEnd()) < 0)
                        .orElse(true))
                .toList();
    }

    private ServiceStep forget(Service service, Instant now) {
        Duration left = Duration.between(now, service.changedAt().plus(retention));
        return left.isPositive() ? new ServiceStep.Later(left) : new ServiceStep.Forget(service);
    }

    private static ServiceStep drain(ServiceSnapshot seen) {
        List<Replica> victims = seen.alive().stream().limit(ServiceTasks.BATCH).toList();
        return victims.isEmpty()
                ? new ServiceStep.End(seen.service())
                : new ServiceStep.Stop(seen.service(), victims, Why.DELETED);
    }

    private ServiceStep keep(ServiceSnapshot seen, Instant now) {
        Service service = seen.service();
        Optional<Deployment> primary = service.primary();
        if (primary.isEmpty()) {
            return new TaskSetRollout(seen, timing, now).next();
        }
        return verdict(seen, primary.get(), now).or(() -> emptied(seen)).orElseGet(() -> switch (service.scheduling()) {
            case REPLICA ->
                StagedRollout.of(seen, primary.get(), timing, now)
                        .map(StagedRollout::next)
                        .orElseGet(() ->
                                Rollout.of(seen, primary.get(), timing, now).next());
            case DAEMON -> new DaemonRollout(seen, primary.get(), timing, now).next();
        });
    }

    /** What is due because of what the deployment has come to. */
    private Optional<ServiceStep> verdict(ServiceSnapshot seen, Deployment primary, Instant now) {
        Service service = seen.service();
        if (seen.deployment().isEmpty()) {
            return Optional.empty();
        }
        if (!seen.images().isEmpty()) {
            return Optional.of(new ServiceStep.Pin(service, seen.images()));
        }
        ServiceDeployment deployment = seen.deployment().get();
        return switch (deployment.status()) {
            case PENDING -> Optional.of(new ServiceStep.Begin(service));
            case STOP_REQUESTED, ROLLBACK_REQUESTED ->
                Optional.of(rollBack(seen, Setback.because(deployment.reason())));
            case IN_PROGRESS ->
                recovered(seen, primary, now).or(() -> tripped(seen, primary).map(rule -> gaveUp(seen, rule)));
            case ROLLBACK_IN_PROGRESS ->
                recovered(seen, primary, now)
                        .or(() -> tripped(seen, primary)
                                .map(rule -> new ServiceStep.Fail(
                                        service,
                                        Setback.FAILED_TASKS,
                                        ServiceDeployment.Status.ROLLBACK_FAILED,
                                        ServiceTexts.ROLLBACK_TRIPPED)));
            case SUCCESSFUL, STOPPED, ROLLBACK_SUCCESSFUL, ROLLBACK_FAILED -> recovered(seen, primary, now);
        };
    }

    private static Optional<ServicePlan.BreakerRule> tripped(ServiceSnapshot seen, Deployment primary) {
        return seen.plan()
                .breaker()
                .filter(rule -> primary.failedTasks()
                        >= rule.threshold().of(seen.service().desiredCount()));
    }

    private static ServiceStep gaveUp(ServiceSnapshot seen, ServicePlan.BreakerRule rule) {
        return rule.rollback()
                ? rollBack(seen, Setback.FAILED_TASKS)
                : new ServiceStep.Fail(
                        seen.service(),
                        Setback.FAILED_TASKS,
                        ServiceDeployment.Status.STOPPED,
                        ServiceTexts.STOPPED_BY_BREAKER);
    }

    /** Without a revision to go back to, a deployment only fails. */
    static ServiceStep rollBack(ServiceSnapshot seen, Setback why) {
        return seen.fallback()
                .<ServiceStep>map(revision -> new ServiceStep.RollBack(seen.service(), revision, why))
                .orElseGet(() -> new ServiceStep.Fail(
                        seen.service(), why, ServiceDeployment.Status.ROLLBACK_FAILED, ServiceTexts.NO_CANDIDATE));
    }

    /**
     * Failures are forgotten, and not evaluated, while a task is healthy; a quick end is forgotten when a task lasts after it.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html">ECS: how the
     *     circuit breaker counts</a>
     */
    private Optional<ServiceStep> recovered(ServiceSnapshot seen, Deployment primary, Instant now) {
        Optional<Deployment> blue =
                seen.deployment().flatMap(ServiceDeployment::blue).flatMap(seen.service()::deployment);
        return recoveredLine(seen, primary, now).or(() -> blue.flatMap(line -> recoveredLine(seen, line, now)));
    }

    private Optional<ServiceStep> recoveredLine(ServiceSnapshot seen, Deployment line, Instant now) {
        boolean forgives = seen.plan()
                .breaker()
                .map(ServicePlan.BreakerRule::resetOnHealthyTask)
                .orElse(true);
        List<Replica> healthy = seen.alive().stream()
                .filter(replica -> replica.revision().equals(line.revision()) && seen.isHealthy(replica, timing, now))
                .toList();
        boolean failures = line.failedTasks() > 0 && forgives && !healthy.isEmpty();
        boolean quickEnds = line.quickEnds() > 0
                && healthy.stream()
                        .flatMap(replica -> replica.startedAt().stream())
                        .map(start -> start.plus(timing.quickEnd()))
                        .anyMatch(lasts -> line.lastEndAt().isBefore(lasts) && !now.isBefore(lasts));
        return failures || quickEnds
                ? Optional.of(new ServiceStep.Recover(seen.service(), line, failures, quickEnds))
                : Optional.empty();
    }

    /**
     * An older deployment without tasks is shown no more, unless it is still to serve; one that failed is shown until the way
     * back is done.
     */
    private static Optional<ServiceStep> emptied(ServiceSnapshot seen) {
        List<Replica> alive = seen.alive();
        boolean back = seen.deployment()
                .filter(one -> one.status() == ServiceDeployment.Status.ROLLBACK_IN_PROGRESS)
                .isPresent();
        Optional<String> blue = seen.deployment().flatMap(ServiceDeployment::blue);
        return seen.service().deployments().stream()
                .skip(1)
                .filter(old -> blue.filter(old.revision()::equals).isEmpty())
                .filter(old -> !(back && old.rolloutState() == Deployment.RolloutState.FAILED))
                .filter(old ->
                        alive.stream().noneMatch(replica -> replica.revision().equals(old.revision())))
                .findFirst()
                .map(old -> new ServiceStep.Drop(seen.service(), old));
    }

    /** Whether a service deployment still changes something. */
    static boolean isUnderWay(Optional<ServiceDeployment> deployment) {
        return deployment.filter(one -> !one.status().isEnd()).isPresent();
    }
}
