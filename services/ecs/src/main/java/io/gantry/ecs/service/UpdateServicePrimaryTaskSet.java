package io.gantry.ecs.service;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.taskset.TaskSet;
import io.gantry.ecs.taskset.TaskSetShapes;
import io.gantry.ecs.taskset.TaskSets;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.UpdateServicePrimaryTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServicePrimaryTaskSetResponse;

/** Says which task set serves; what it is, the service is shown to be. */
public final class UpdateServicePrimaryTaskSet
        implements Operation<UpdateServicePrimaryTaskSetRequest, UpdateServicePrimaryTaskSetResponse> {
    private final StateStore store;

    public UpdateServicePrimaryTaskSet(StateStore store) {
        this.store = store;
    }

    @Override
    public UpdateServicePrimaryTaskSetResponse call(UpdateServicePrimaryTaskSetRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            Cluster cluster = Clusters.active(tx, scope, Optional.ofNullable(in.cluster()));
            Service service = CreateTaskSet.external(tx, cluster, in.service());
            TaskSet set = TaskSets.required(tx, scope, service.cluster(), service.name(), in.primaryTaskSet());
            if (set.status() == TaskSet.Status.DRAINING) {
                throw EcsErrors.invalidParameter("Task set " + set.name() + " is being deleted.");
            }
            TaskSet primary = set;
            if (set.status() != TaskSet.Status.PRIMARY) {
                Services.taskSets(tx, service).stream()
                        .filter(other -> other.status() == TaskSet.Status.PRIMARY)
                        .forEach(other -> tx.put(TaskSets.TABLE, other.withStatus(TaskSet.Status.ACTIVE, tx.now())));
                primary = set.withStatus(TaskSet.Status.PRIMARY, tx.now());
                tx.put(TaskSets.TABLE, primary);
            }
            return UpdateServicePrimaryTaskSetResponse.builder()
                    .taskSet(TaskSetShapes.describe(tx, primary, service.desiredCount(), true))
                    .build();
        });
    }
}
