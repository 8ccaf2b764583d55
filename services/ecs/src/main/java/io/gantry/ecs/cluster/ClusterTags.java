package io.gantry.ecs.cluster;

import io.gantry.base.Arn;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.resource.TaggableResources;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.Map;
import java.util.Optional;

/** Clusters as bearers of tags. */
public final class ClusterTags implements TaggableResources {
    @Override
    public String resourceType() {
        return "cluster";
    }

    @Override
    public Optional<Map<String, String>> tags(View view, Scope scope, Arn arn) {
        Cluster cluster = view.get(Clusters.TABLE, scope.id(arn.resourceId())).orElseThrow(EcsErrors::clusterNotFound);
        if (cluster.status() == Cluster.Status.INACTIVE) {
            throw EcsErrors.invalidParameter(
                    "The specified cluster is inactive. Specify an active cluster and try again.");
        }
        return Optional.of(cluster.tags());
    }

    @Override
    public void retag(Tx tx, Scope scope, Arn arn, Map<String, String> tags) {
        tx.put(
                Clusters.TABLE,
                tx.get(Clusters.TABLE, scope.id(arn.resourceId())).orElseThrow().withTags(tags));
    }
}
