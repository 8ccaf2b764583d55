package io.gantry.ecs.cluster;

import io.gantry.base.Page;
import io.gantry.ecs.resource.Listing;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;

/** Lists the ARNs of the clusters that are not INACTIVE, by name. */
public final class ListClusters implements Operation<ListClustersRequest, ListClustersResponse> {
    private final StateStore store;

    public ListClusters(StateStore store) {
        this.store = store;
    }

    @Override
    public ListClustersResponse call(ListClustersRequest in, CallContext call) {
        List<Cluster> clusters = store
                .view()
                .list(Clusters.TABLE, Scope.of(call).id(""))
                .stream()
                .filter(cluster -> cluster.status() != Cluster.Status.INACTIVE)
                .toList();
        Page<Cluster> page = Listing.page(clusters, Cluster::name, in.nextToken(), in.maxResults(), Listing.PAGE);
        return ListClustersResponse.builder()
                .clusterArns(page.items().stream()
                        .map(cluster -> cluster.arn().toString())
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }
}
