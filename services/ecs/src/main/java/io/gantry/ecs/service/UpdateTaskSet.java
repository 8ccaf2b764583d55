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
import software.amazon.awssdk.services.ecs.model.UpdateTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.UpdateTaskSetResponse;

/** Gives a task set another part of its service's desired count. */
public final class UpdateTaskSet implements Operation<UpdateTaskSetRequest, UpdateTaskSetResponse> {
    private final StateStore store;

    public UpdateTaskSet(StateStore store) {
        this.store = store;
    }

    @Override
    public UpdateTaskSetResponse call(UpdateTaskSetRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        double percent = CreateTaskSet.percent(in.scale());
        return store.transact(tx -> {
            Cluster cluster = Clusters.active(tx, scope, Optional.ofNullable(in.cluster()));
            Service service = CreateTaskSet.external(tx, cluster, in.service());
            TaskSet set = TaskSets.required(tx, scope, service.cluster(), service.name(), in.taskSet());
            if (set.status() == TaskSet.Status.DRAINING) {
                throw EcsErrors.invalidParameter("Task set " + set.name() + " is being deleted.");
            }
            TaskSet scaled = set.percent() == percent ? set : set.scaled(percent, tx.now());
            tx.put(TaskSets.TABLE, scaled);
            return UpdateTaskSetResponse.builder()
                    .taskSet(TaskSetShapes.describe(tx, scaled, service.desiredCount(), true))
                    .build();
        });
    }
}
