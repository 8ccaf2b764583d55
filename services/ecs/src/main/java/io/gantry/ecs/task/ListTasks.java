package io.gantry.ecs.task;

import io.gantry.base.Page;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Listing;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;

/** Lists task ARNs. Without a desired status it lists those that are wanted RUNNING. */
public final class ListTasks implements Operation<ListTasksRequest, ListTasksResponse> {
    private final StateStore store;
    private final ServiceNames services;

    public ListTasks(StateStore store, ServiceNames services) {
        this.store = store;
        this.services = services;
    }

    @Override
    public ListTasksResponse call(ListTasksRequest in, CallContext call) {
        View view = store.view();
        Cluster cluster = Clusters.active(view, Scope.of(call), Optional.ofNullable(in.cluster()));
        check(in);
        String desired = in.desiredStatusAsString() == null ? "RUNNING" : in.desiredStatusAsString();
        Optional<String> instance =
                Optional.ofNullable(in.containerInstance()).map(named -> ContainerInstances.recordId(cluster, named));
        List<Task> wanted = narrowest(view, cluster, in, instance)
                .filter(task -> cluster.holdsSince(task.createdAt()))
                .filter(task -> task.desiredStatus().equals(desired))
                .filter(task -> instance.isEmpty() || task.instanceRecordId().equals(instance.get()))
                .filter(task -> in.family() == null || task.family().equals(in.family()))
                .filter(task ->
                        in.launchType() == null || task.launch().launchType().equals(in.launchTypeAsString()))
                .toList();
        Page<Task> page = Listing.page(wanted, Task::id, in.nextToken(), in.maxResults(), Listing.PAGE);
        return ListTasksResponse.builder()
                .taskArns(
                        page.items().stream().map(task -> task.arn().toString()).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static void check(ListTasksRequest in) {
        if (in.daemonName() != null) {
            throw Unsupported.refusal("The filter daemonName");
        }
        if (in.startedBy() != null
                && (in.family() != null || in.containerInstance() != null || in.launchType() != null)) {
            throw EcsErrors.invalidParameter("startedBy must be the only filter that is used.");
        }
    }

    /** The tasks under the filter that an index knows; ascending by id, like all listings. */
    private Stream<Task> narrowest(View view, Cluster cluster, ListTasksRequest in, Optional<String> instance) {
        if (in.startedBy() != null) {
            return indexed(view, Tasks.startedByKey(cluster.id(), in.startedBy()));
        }
        if (in.serviceName() != null) {
            String service = services.nameIn(view, cluster, in.serviceName());
            return indexed(view, Tasks.groupKey(cluster.id(), Tasks.SERVICE_GROUP + service));
        }
        if (instance.isPresent()) {
            return indexed(view, Tasks.instanceKey(instance.get()));
        }
        if (in.family() != null) {
            return indexed(view, Tasks.familyKey(cluster.id(), in.family()));
        }
        return view.list(Tasks.TABLE, cluster.id() + "/").stream();
    }

    private static Stream<Task> indexed(View view, String key) {
        return view.list(Tasks.TABLE, Tasks.MEMBERSHIP, key).stream();
    }
}
