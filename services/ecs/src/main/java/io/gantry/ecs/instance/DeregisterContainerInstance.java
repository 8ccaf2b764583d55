package io.gantry.ecs.instance;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.DeregisterContainerInstanceRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterContainerInstanceResponse;

/**
 * Takes a host out of its cluster. With force its tasks become orphans: they run on, and we count them as stopped, because
 * no agent will report their end.
 */
public final class DeregisterContainerInstance
        implements Operation<DeregisterContainerInstanceRequest, DeregisterContainerInstanceResponse> {
    private final StateStore store;
    private final InstanceShapes shapes;
    private final InstanceTasks tasks;

    public DeregisterContainerInstance(StateStore store, InstanceShapes shapes, InstanceTasks tasks) {
        this.store = store;
        this.shapes = shapes;
        this.tasks = tasks;
    }

    @Override
    public DeregisterContainerInstanceResponse call(DeregisterContainerInstanceRequest in, CallContext call) {
        return store.transact(tx -> {
            Cluster cluster = Clusters.active(tx, Scope.of(call), Optional.ofNullable(in.cluster()));
            ContainerInstance instance = ContainerInstances.registered(tx, cluster, in.containerInstance());
            // The ledger is the fence: whoever places a task on this host writes it.
            boolean holds = tx.get(Allocations.TABLE, instance.allocationId())
                    .filter(host -> !host.claims().isEmpty())
                    .isPresent();
            if (!Boolean.TRUE.equals(in.force()) && (holds || tasks.unstopped(tx, instance) > 0)) {
                throw EcsErrors.invalidParameter("Found running tasks on the instance.");
            }
            ContainerInstance gone = instance.withStatus(ContainerInstance.Status.INACTIVE, tx.now());
            tx.put(ContainerInstances.TABLE, gone);
            return DeregisterContainerInstanceResponse.builder()
                    .containerInstance(shapes.describe(tx, gone, List.of()))
                    .build();
        });
    }
}
