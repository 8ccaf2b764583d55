package io.gantry.ecs.service;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.deployment.ServiceDeployment;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.DeleteServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeleteServiceResponse;

/** Deletes a service: its reconciler stops its tasks, and then it is INACTIVE. */
public final class DeleteService implements Operation<DeleteServiceRequest, DeleteServiceResponse> {
    private final StateStore store;

    public DeleteService(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteServiceResponse call(DeleteServiceRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            Cluster cluster = Clusters.active(tx, scope, Optional.ofNullable(in.cluster()));
            Service service = Services.find(tx, cluster, in.service())
                    .filter(known -> known.status() != Service.Status.INACTIVE)
                    .orElseThrow(Services::notFound);
            boolean replica = service.scheduling() == Service.Scheduling.REPLICA;
            if (replica && service.desiredCount() > 0 && !Boolean.TRUE.equals(in.force())) {
                throw EcsErrors.invalidParameter("The service cannot be stopped while it is scaled above 0.");
            }
            if (!service.taskSets().isEmpty() && !Boolean.TRUE.equals(in.force())) {
                throw EcsErrors.invalidParameter(
                        "The service cannot be stopped while it has task sets. Delete them first, or use force.");
            }
            Service draining = service.status() == Service.Status.DRAINING
                    ? service
                    : service.withStatus(Service.Status.DRAINING, tx.now()).withStall(Optional.empty());
            LastDeployment.move(tx, draining, ServiceDeployment.Status.STOP_REQUESTED, ServiceTexts.DELETED);
            tx.put(Services.TABLE, draining);
            return DeleteServiceResponse.builder()
                    .service(ServiceShapes.describe(tx, draining, true))
                    .build();
        });
    }
}
