package io.gantry.ecs.access;

import static io.gantry.ecs.access.Keys.several;

import io.gantry.access.Access;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.models.ecs.EcsApi;
import java.util.List;

/** Clusters and capacity providers. */
final class ClusterAccess {
    private ClusterAccess() {}

    static void fill(EcsAccess access) {
        access.all(EcsApi.CREATE_CLUSTER, (asked, in) -> {
                    String cluster = asked.cluster(in.clusterName());
                    Access create = asked.on(cluster).with(several("ecs:capacity-provider", in.capacityProviders()));
                    return asked.creating(create, cluster, in.tags());
                })
                .all(EcsApi.DESCRIBE_CLUSTERS, (asked, in) -> asked.onEach("cluster/", orDefault(in.clusters())))
                .anywhere(EcsApi.LIST_CLUSTERS)
                .one(EcsApi.UPDATE_CLUSTER, (asked, in) -> asked.on(asked.cluster(in.cluster())))
                .one(EcsApi.UPDATE_CLUSTER_SETTINGS, (asked, in) -> asked.on(asked.cluster(in.cluster())))
                .one(EcsApi.DELETE_CLUSTER, (asked, in) -> asked.on(asked.cluster(in.cluster())))
                .one(
                        EcsApi.PUT_CLUSTER_CAPACITY_PROVIDERS,
                        (asked, in) -> asked.on(asked.cluster(in.cluster()))
                                .with(several("ecs:capacity-provider", in.capacityProviders())))
                .all(
                        EcsApi.DESCRIBE_CAPACITY_PROVIDERS,
                        (asked, in) -> asked.onEach("capacity-provider/", in.capacityProviders()));
    }

    private static List<String> orDefault(List<String> clusters) {
        return clusters.isEmpty() ? List.of(Clusters.DEFAULT) : clusters;
    }
}
