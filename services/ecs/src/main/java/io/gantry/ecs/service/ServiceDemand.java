package io.gantry.ecs.service;

import io.gantry.ecs.deployment.LifecycleStage;
import io.gantry.ecs.deployment.RevisionCounts;
import io.gantry.ecs.deployment.RevisionDemand;
import io.gantry.ecs.deployment.ServiceDeployment;
import io.gantry.ecs.service.Deployment.RolloutState;
import io.gantry.state.View;
import java.util.Optional;

/** How many tasks a service wants of each of its revisions. */
public final class ServiceDemand implements RevisionDemand {
    @Override
    public int requested(View view, ServiceDeployment deployment, String revision) {
        return view.get(Services.TABLE, deployment.scope().id(deployment.cluster() + "/" + deployment.service()))
                .filter(service -> service.status() == Service.Status.ACTIVE)
                .map(service -> of(view, service, revision))
                .orElse(0);
    }

    private static boolean isBeforeScaleUp(ServiceDeployment deployment) {
        return !deployment.status().isEnd()
                && deployment
                        .lifecycle()
                        .filter(held -> held.stage().compareTo(LifecycleStage.SCALE_UP) < 0)
                        .isPresent();
    }

    /** Of the primary deployment what is desired; of one that leaves, or that has failed, what there still is. */
    static int of(View view, Service service, String revision) {
        Optional<ServiceDeployment> last = LastDeployment.of(view, service);
        boolean keptBeside =
                last.flatMap(ServiceDeployment::blue).filter(revision::equals).isPresent();
        boolean wanted = service.primary()
                .filter(primary -> primary.revision().equals(revision) && primary.rolloutState() != RolloutState.FAILED)
                .isPresent();
        if (keptBeside || (wanted && last.filter(ServiceDemand::isBeforeScaleUp).isEmpty())) {
            return service.desiredCount();
        }
        RevisionCounts counts = RevisionCounts.of(view, service.scope(), service.cluster(), revision);
        return counts.pending() + counts.running();
    }
}
