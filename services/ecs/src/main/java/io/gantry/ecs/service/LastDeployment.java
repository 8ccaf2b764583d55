package io.gantry.ecs.service;

import io.gantry.ecs.deployment.ServiceDeployment;
import io.gantry.ecs.deployment.ServiceDeployment.Status;
import io.gantry.ecs.deployment.ServiceDeployments;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.Comparator;
import java.util.Optional;

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

    /** A newer one takes its place: what was on its way back has not arrived there. */
    static void supersede(Tx tx, Service service) {
        of(tx, service).ifPresent(old -> {
            boolean back = old.status() == Status.ROLLBACK_IN_PROGRESS || old.status() == Status.ROLLBACK_REQUESTED;
            move(tx, service, back ? Status.ROLLBACK_FAILED : Status.STOPPED, ServiceTexts.SUPERSEDED);
        });
    }

    /**
     * Number of the revision that {@code now} would be rolled back to: the one that was deployed successfully last. It is no
     * candidate while it is being brought back itself and has not arrived.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html">ECS: the
     *     example of three deployments</a>
     */
    static Optional<String> fallback(View view, Service service, ServiceDeployment now) {
        return ServiceDeployments.of(view, service.scope(), service.cluster(), service.name()).stream()
                .filter(one -> one.status() == Status.SUCCESSFUL || one.status() == Status.ROLLBACK_SUCCESSFUL)
                .filter(one -> !one.deploymentId().equals(now.deploymentId()))
                .max(Comparator.comparing(ServiceDeployment::createdAt))
                .map(ServiceDeployment::aim)
                .filter(revision -> service.deployment(revision)
                        .map(line -> line.rolloutState() == Deployment.RolloutState.COMPLETED)
                        .orElse(true));
    }
}
