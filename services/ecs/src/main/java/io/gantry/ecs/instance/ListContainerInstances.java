package io.gantry.ecs.instance;

import io.gantry.base.Page;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Listing;
import io.gantry.ecs.resource.Queries;
import io.gantry.ecs.resource.Scope;
import io.gantry.placement.query.Query;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.ListContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.ListContainerInstancesResponse;

/** Lists the ARNs of a cluster's registered instances, or of those that a query selects. */
public final class ListContainerInstances
        implements Operation<ListContainerInstancesRequest, ListContainerInstancesResponse> {
    private final StateStore store;
    private final InstanceTasks tasks;

    public ListContainerInstances(StateStore store, InstanceTasks tasks) {
        this.store = store;
        this.tasks = tasks;
    }

    @Override
    public ListContainerInstancesResponse call(ListContainerInstancesRequest in, CallContext call) {
        View view = store.view();
        Cluster cluster = Clusters.active(view, Scope.of(call), Optional.ofNullable(in.cluster()));
        Optional<Query> filter = Optional.ofNullable(in.filter())
                .filter(text -> !text.isEmpty())
                .map(text -> Queries.of(text, EcsErrors::invalidParameter));
        String status = in.statusAsString();
        List<ContainerInstance> wanted =
                view.list(ContainerInstances.TABLE, ContainerInstances.REGISTERED, cluster.id()).stream()
                        .filter(instance ->
                                status == null || instance.status().name().equals(status))
                        .filter(instance -> filter.isEmpty() || holds(view, filter.get(), instance))
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

    private boolean holds(View view, Query filter, ContainerInstance instance) {
        return filter.holds(
                filter.asksAboutTasks()
                        ? InstanceFacts.of(instance, tasks.running(view, instance), tasks.groups(view, instance))
                        : InstanceFacts.of(instance, 0, Set.of()));
    }
}
