package io.gantry.ecs.instance;

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
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;

/** Shows container instances, deregistered ones for a while too. */
public final class DescribeContainerInstances
        implements Operation<DescribeContainerInstancesRequest, DescribeContainerInstancesResponse> {
    private static final int MOST = 100;

    private final StateStore store;
    private final InstanceShapes shapes;

    public DescribeContainerInstances(StateStore store, InstanceShapes shapes) {
        this.store = store;
        this.shapes = shapes;
    }

    @Override
    public DescribeContainerInstancesResponse call(DescribeContainerInstancesRequest in, CallContext call) {
        View view = store.view();
        Cluster cluster = Clusters.active(view, Scope.of(call), Optional.ofNullable(in.cluster()));
        if (in.containerInstances().isEmpty()) {
            throw EcsErrors.invalidParameter("Container instances cannot be empty.");
        }
        if (in.containerInstances().size() > MOST) {
            throw EcsErrors.invalidParameter("instanceIds can have at most " + MOST + " items.");
        }
        List<software.amazon.awssdk.services.ecs.model.ContainerInstance> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String named : in.containerInstances()) {
            String id = ContainerInstances.recordId(cluster, named);
            view.get(ContainerInstances.TABLE, id)
                    .filter(instance -> cluster.holdsSince(instance.registeredAt()))
                    .ifPresentOrElse(
                            instance -> found.add(shapes.describe(view, instance, in.includeAsStrings())),
                            () -> failures.add(InstanceShapes.missing(cluster, id)));
        }
        return DescribeContainerInstancesResponse.builder()
                .containerInstances(found)
                .failures(failures)
                .build();
    }
}
