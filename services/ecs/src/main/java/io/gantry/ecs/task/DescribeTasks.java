package io.gantry.ecs.task;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.Failure;

/** Shows tasks, stopped ones for a while too; also those of a cluster that has been deleted since. */
public final class DescribeTasks implements Operation<DescribeTasksRequest, DescribeTasksResponse> {
    private static final int MOST = 100;

    private final StateStore store;

    public DescribeTasks(StateStore store) {
        this.store = store;
    }

    @Override
    public DescribeTasksResponse call(DescribeTasksRequest in, CallContext call) {
        View view = store.view();
        Cluster cluster = Clusters.inAnyStatus(view, Scope.of(call), Optional.ofNullable(in.cluster()))
                .orElseThrow(EcsErrors::clusterNotFound);
        if (in.tasks().isEmpty()) {
            throw EcsErrors.invalidParameter("Tasks cannot be empty.");
        }
        if (in.tasks().size() > MOST) {
            throw EcsErrors.invalidParameter("Tasks can have at most " + MOST + " items.");
        }
        boolean tags = in.includeAsStrings().contains("TAGS");
        List<software.amazon.awssdk.services.ecs.model.Task> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String named : in.tasks()) {
            String id = Tasks.recordId(cluster, named);
            view.get(Tasks.TABLE, id)
                    .filter(task -> cluster.holdsSince(task.createdAt()))
                    .ifPresentOrElse(
                            task -> found.add(TaskShapes.describe(view, task, tags)),
                            () -> failures.add(TaskShapes.missing(cluster, id)));
        }
        return DescribeTasksResponse.builder().tasks(found).failures(failures).build();
    }
}
