package io.gantry.ecs.instance;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.UpdateContainerInstancesStateRequest;
import software.amazon.awssdk.services.ecs.model.UpdateContainerInstancesStateResponse;

/** Drains container instances or makes them ACTIVE again. */
public final class UpdateContainerInstancesState
        implements Operation<UpdateContainerInstancesStateRequest, UpdateContainerInstancesStateResponse> {
    private static final int MOST = 10;

    private final StateStore store;
    private final InstanceShapes shapes;

    public UpdateContainerInstancesState(StateStore store, InstanceShapes shapes) {
        this.store = store;
        this.shapes = shapes;
    }

    @Override
    public UpdateContainerInstancesStateResponse call(UpdateContainerInstancesStateRequest in, CallContext call) {
        ContainerInstance.Status wanted = wanted(in.statusAsString());
        if (in.containerInstances().isEmpty()) {
            throw EcsErrors.invalidParameter("Container instances cannot be empty.");
        }
        if (in.containerInstances().size() > MOST) {
            throw EcsErrors.invalidParameter("instanceIds can have at most " + MOST + " items.");
        }
        return store.transact(tx -> {
            Cluster cluster = Clusters.active(tx, Scope.of(call), Optional.ofNullable(in.cluster()));
            List<software.amazon.awssdk.services.ecs.model.ContainerInstance> changed = new ArrayList<>();
            List<Failure> failures = new ArrayList<>();
            for (String named : in.containerInstances()) {
                String id = ContainerInstances.recordId(cluster, named);
                Optional<ContainerInstance> known = tx.get(ContainerInstances.TABLE, id);
                if (known.isEmpty()) {
                    failures.add(InstanceShapes.missing(cluster, id));
                } else if (!known.get().isRegistered()) {
                    failures.add(InstanceShapes.failure(known.get().arn().toString(), "INACTIVE"));
                } else {
                    ContainerInstance next = known.get().withStatus(wanted, tx.now());
                    tx.put(ContainerInstances.TABLE, next);
                    changed.add(shapes.describe(tx, next, List.of()));
                }
            }
            return UpdateContainerInstancesStateResponse.builder()
                    .containerInstances(changed)
                    .failures(failures)
                    .build();
        });
    }

    private static ContainerInstance.Status wanted(String status) {
        return switch (status) {
            case "ACTIVE" -> ContainerInstance.Status.ACTIVE;
            case "DRAINING" -> ContainerInstance.Status.DRAINING;
            default ->
                throw EcsErrors.invalidParameter(
                        "Container instance status should be one of [ACTIVE, DRAINING], not " + status + ".");
        };
    }
}
