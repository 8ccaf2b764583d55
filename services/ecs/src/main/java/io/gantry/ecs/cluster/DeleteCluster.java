package io.gantry.ecs.cluster;

import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.DeleteClusterRequest;
import software.amazon.awssdk.services.ecs.model.DeleteClusterResponse;

/** Makes an empty cluster INACTIVE; {@link ClusterReaper} forgets it later. */
public final class DeleteCluster implements Operation<DeleteClusterRequest, DeleteClusterResponse> {
    private final StateStore store;
    private final ClusterContents contents;

    public DeleteCluster(StateStore store, ClusterContents contents) {
        this.store = store;
        this.contents = contents;
    }

    @Override
    public DeleteClusterResponse call(DeleteClusterRequest in, CallContext call) {
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            Cluster cluster = Clusters.inAnyStatus(tx, scope, Optional.of(Clusters.notBlank(in.cluster())))
                    .orElseThrow(EcsErrors::clusterNotFound);
            Cluster deleted = cluster;
            if (cluster.status() != Cluster.Status.INACTIVE) {
                refuseUnlessEmpty(tx, cluster);
                deleted = cluster.inactive(tx.now());
                tx.put(Clusters.TABLE, deleted);
            }
            return DeleteClusterResponse.builder()
                    .cluster(ClusterDescription.of(tx, deleted, contents, ClusterDescription.OF_A_CHANGE))
                    .build();
        });
    }

    /** What comes into a cluster reads the cluster's record by id, so that it and this change cannot both happen. */
    private void refuseUnlessEmpty(View view, Cluster cluster) {
        if (contents.unendedServices(view, cluster) > 0) {
            throw EcsErrors.clusterContainsServices();
        }
        if (contents.containerInstances(view, cluster) > 0) {
            throw EcsErrors.clusterContainsContainerInstances();
        }
        if (contents.unstoppedTasks(view, cluster) > 0) {
            throw EcsErrors.clusterContainsTasks();
        }
    }
}
