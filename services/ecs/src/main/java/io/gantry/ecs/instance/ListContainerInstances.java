package io.gantry.ecs.instance;

import io.gantry.base.Page;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Listing;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ListContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.ListContainerInstancesResponse;

/** Lists the ARNs of a cluster's registered instances. */
public final class ListContainerInstances
        implements Operation<ListContainerInstancesRequest, ListContainerInstancesResponse> {
    private final StateStore store;

    public ListContainerInstances(StateStore store) {
        this.store = store;
    }

    @Override
    public ListContainerInstancesResponse call(ListContainerInstancesRequest in, CallContext call) {
        View view = store.view();
        Cluster cluster = Clusters.active(view, Scope.of(call), Optional.ofNullable(in.cluster()));
        if (in.filter() != null && !in.filter().isEmpty()) {
            throw EcsErrors.invalidParameter("The parameter filter is not supported yet.");
        }
        String status = in.statusAsString();
        List<ContainerInstance> wanted =
                view.list(ContainerInstances.TABLE, ContainerInstances.REGISTERED, cluster.id()).stream()
                        .filter(instance ->
                                status == null || instance.status().name().equals(status))
                        .toList();
        Page<ContainerInstance> page =
                Listing.page(wanted, ContainerInstance::id, in.nextToken(), in.maxResults(), Listing.PAGE);
        return ListContainerInstancesResponse.builder()
                .containerInstanceArns(page.items().stream()
                        .map(instance -> instance.arn().toString())
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
