package io.gantry.ecs.service;

import io.gantry.ecs.deployment.Lifecycle;
import io.gantry.ecs.deployment.LifecycleStage;
import io.gantry.ecs.deployment.ServiceDeployment;
import io.gantry.ecs.deployment.ServiceDeployment.Status;
import io.gantry.ecs.deployment.ServiceDeployments;
import io.gantry.ecs.deployment.ShiftPlan;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.Comparator;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;

/** The service deployment of a service that is under way or was the last, and the one to go back to. */
final class LastDeployment {
    private LastDeployment() {}

    /** It; empty when there was none, as with another controller than ECS. */
    static Optional<ServiceDeployment> of(View view, Service service) {
        return service.deploymentId().isEmpty()
                ? Optional.empty()
                : view.get(
                        ServiceDeployments.TABLE,
                        ServiceDeployment.id(
                                service.scope(), service.cluster(), service.name(), service.deploymentId()));
    }

    /** Puts it into another status, unless it has ended. */
    static void move(Tx tx, Service service, Status next, String reason) {
        of(tx, service)
                .filter(one -> !one.status().isEnd())
                .ifPresent(one -> tx.put(ServiceDeployments.TABLE, one.withStatus(next, reason, tx.now())));
    }

    /** Puts it at another stage of its lifecycle, where hooks may wait. */
    static void enter(Tx tx, ServiceStep.Enter step) {
        of(tx, step.service())
                .ifPresent(one -> one.lifecycle().ifPresent(held -> {
                    Lifecycle next = held.enter(step.stage(), step.stepOfShift(), step.production(), tx.now());
                    tx.put(
                            ServiceDeployments.TABLE,
                            one.at(ShiftPlan.of(one).paused(next, tx.now(), tx::newId), tx.now()));
                }));
    }

    /** Ends the wait of its hooks whose time is over. */
    static void expire(Tx tx, Service service) {
        of(tx, service)
                .ifPresent(one -> one.lifecycle()
                        .ifPresent(held -> tx.put(ServiceDeployments.TABLE, one.at(held.expire(tx.now()), tx.now()))));
    }

    /** Where a deployment of this configuration that begins now stands, if it passes through stages. */
    static Optional<Lifecycle> begin(Tx tx, Service service, DeploymentConfiguration configuration) {
        ShiftPlan plan = ShiftPlan.of(configuration);
        return plan.isStaged()
                ? Optional.of(plan.paused(
                        Lifecycle.begin(blue(tx, service), service.deployments().size() > 1, tx.now()),
                        tx.now(),
                        tx::newId))
                : Optional.empty();
    }

    /**
     * Number of the revision that serves before a new deployment: the one that is brought back, the one whose shift is done
     * but for its cleaning up, or the one that succeeded last; otherwise the newest one.
     */
    private static Optional<String> blue(View view, Service service) {
        Optional<ServiceDeployment> last = of(view, service);
        return last.filter(one -> one.status() == Status.ROLLBACK_IN_PROGRESS || isCleaningUp(one))
                .map(ServiceDeployment::aim)
                .or(() -> last.filter(one -> one.status().isSuccess()).map(ServiceDeployment::aim))
                .or(() -> last.flatMap(one -> fallback(view, service, one)))
                .filter(revision -> service.deployment(revision).isPresent())
                .or(() -> service.primary().map(Deployment::revision));
    }

    private static boolean isCleaningUp(ServiceDeployment deployment) {
        return deployment.status() == Status.IN_PROGRESS
                && deployment
                        .lifecycle()
                        .filter(held -> held.stage() == LifecycleStage.CLEAN_UP)
                        .isPresent();
    }

    /** A newer one takes its place: what was on its way back has not arrived there. */
    static void supersede(Tx tx, Service service) {
        of(tx, service).filter(old -> !old.status().isEnd()).ifPresent(old -> {
            tx.put(ServiceDeployments.TABLE, old.withdrawn(tx.now()));
            boolean back = old.status() == Status.ROLLBACK_IN_PROGRESS || old.status() == Status.ROLLBACK_REQUESTED;
            move(tx, service, back ? Status.ROLLBACK_FAILED : Status.STOPPED, ServiceTexts.SUPERSEDED);
        });
    }

    /** Whether this revision has been deployed successfully once. */
    static boolean served(View view, Service service, String revision) {
        return Services.deployments(view, service).stream()
                .anyMatch(one -> one.status().isSuccess() && one.aim().equals(revision));
    }

    /**
     * Number of the revision that {@code now} would be rolled back to: the one that was deployed successfully last. It is no
     * candidate while it is being brought back itself and has not arrived.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html">ECS: the
     *     example of three deployments</a>
     */
    static Optional<String> fallback(View view, Service service, ServiceDeployment now) {
        return Services.deployments(view, service).stream()
                .filter(one -> one.status().isSuccess())
                .filter(one -> !one.deploymentId().equals(now.deploymentId()))
                .max(Comparator.comparing(ServiceDeployment::createdAt))
                .map(ServiceDeployment::aim)
                .filter(revision -> service.deployment(revision)
                        .map(line -> line.rolloutState() == Deployment.RolloutState.COMPLETED)
                        .orElse(true));
    }
}
