package io.gantry.ecs.service;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.deployment.ServiceRevision;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.taskset.TaskSet;
import io.gantry.ecs.taskset.TaskSetShapes;
import io.gantry.ecs.taskset.TaskSets;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.DescribeTaskSetsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskSetsResponse;
import software.amazon.awssdk.services.ecs.model.Failure;

/** Shows the task sets of a service, all of them unless some are named; those that are not there are failures. */
public final class DescribeTaskSets implements Operation<DescribeTaskSetsRequest, DescribeTaskSetsResponse> {
    private final StateStore store;

    public DescribeTaskSets(StateStore store) {
        this.store = store;
    }

    @Override
    public DescribeTaskSetsResponse call(DescribeTaskSetsRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        View view = store.view();
        Cluster cluster = Clusters.active(view, scope, Optional.ofNullable(in.cluster()));
        Service service = Services.active(view, cluster, in.service());
        List<TaskSet> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        if (in.taskSets().isEmpty()) {
            found.addAll(Services.taskSets(view, service));
        }
        for (String named : in.taskSets()) {
            TaskSets.find(view, scope, service.cluster(), service.name(), named)
                    .ifPresentOrElse(found::add, () -> failures.add(missing(service, named)));
        }
        boolean tags = in.includeAsStrings().contains("TAGS");
        return DescribeTaskSetsResponse.builder()
                .taskSets(found.stream()
                        .map(set -> TaskSetShapes.describe(view, set, service.desiredCount(), tags))
                        .toList())
                .failures(failures)
                .build();
    }

    private static Failure missing(Service service, String named) {
        String name = named.substring(Math.max(0, named.indexOf(ServiceRevision.STARTED_BY)));
        return Failure.builder()
                .arn(service.scope()
                        .arn("task-set/" + service.cluster() + "/" + service.name() + "/" + name)
                        .toString())
                .reason("MISSING")
                .build();
    }
}
