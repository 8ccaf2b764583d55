package io.gantry.ecs.task;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.StopTaskRequest;
import software.amazon.awssdk.services.ecs.model.StopTaskResponse;

/**
 * Wants a task stopped, and deletes its tags, as AWS does. It is recorded at once and done by the agent; a task that stops
 * already keeps its first reason.
 */
public final class StopTask implements Operation<StopTaskRequest, StopTaskResponse> {
    private static final int REASON_LENGTH = 1024;

    private final StateStore store;

    public StopTask(StateStore store) {
        this.store = store;
    }

    @Override
    public StopTaskResponse call(StopTaskRequest in, CallContext call) {
        String reason = LaunchParameters.text(in.reason());
        if (reason.length() > REASON_LENGTH) {
            throw EcsErrors.invalidParameter("reason can have at most " + REASON_LENGTH + " characters.");
        }
        return store.transact(tx -> {
            Cluster cluster = Clusters.active(tx, Scope.of(call), Optional.ofNullable(in.cluster()));
            Task task = tx.get(Tasks.TABLE, Tasks.recordId(cluster, in.task()))
                    .orElseThrow(() -> EcsErrors.invalidParameter("The referenced task was not found."));
            Task stopping = task.desiredStatus().equals("STOPPED")
                    ? task
                    : task.stopRequested(StopCause.byUser(reason), tx.now()).withTags(Map.of());
            tx.put(Tasks.TABLE, stopping);
            return StopTaskResponse.builder()
                    .task(TaskShapes.describe(tx, stopping, false))
                    .build();
        });
    }
}
