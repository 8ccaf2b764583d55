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
import software.amazon.awssdk.services.ecs.model.DeleteTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.DeleteTaskSetResponse;

/** Deletes a task set: its tasks are stopped, and then it is gone. */
public final class DeleteTaskSet implements Operation<DeleteTaskSetRequest, DeleteTaskSetResponse> {
    private final StateStore store;

    public DeleteTaskSet(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteTaskSetResponse call(DeleteTaskSetRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            Cluster cluster = Clusters.active(tx, scope, Optional.ofNullable(in.cluster()));
            Service service = CreateTaskSet.external(tx, cluster, in.service());
            TaskSet set = TaskSets.required(tx, scope, service.cluster(), service.name(), in.taskSet());
            if (set.computed(service.desiredCount()) > 0 && !Boolean.TRUE.equals(in.force())) {
                throw EcsErrors.invalidParameter(
                        "The task set cannot be deleted while it is scaled above 0. Use force to delete it anyway.");
            }
            TaskSet draining =
                    set.status() == TaskSet.Status.DRAINING ? set : set.withStatus(TaskSet.Status.DRAINING, tx.now());
            tx.put(TaskSets.TABLE, draining);
            return DeleteTaskSetResponse.builder()
                    .taskSet(TaskSetShapes.describe(tx, draining, service.desiredCount(), true))
                    .build();
        });
    }
}
