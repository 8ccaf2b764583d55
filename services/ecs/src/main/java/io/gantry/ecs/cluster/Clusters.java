package io.gantry.ecs.cluster;

import io.gantry.base.Arn;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Table;
import io.gantry.state.View;
import java.util.Optional;

/** The table of clusters, and how a caller names one. */
public final class Clusters {
    /** The name that a call without a cluster means. */
    public static final String DEFAULT = "default";

    /** Clusters by {@link Cluster#id()}. */
    public static final Table<Cluster> TABLE = Table.of("ecs/cluster", Cluster::id, JsonRecordCodec.of(Cluster.class));

    private Clusters() {}

    /**
     * The cluster's name in {@code nameOrArn}, the short name or full ARN that a caller gave; {@link #DEFAULT} when
     * nothing was given. An ARN of another account or region names no cluster of ours.
     */
    public static Optional<String> name(Scope scope, Optional<String> nameOrArn) {
        String given = nameOrArn.filter(text -> !text.isEmpty()).orElse(DEFAULT);
        if (!Arn.looksLikeArn(given)) {
            return Optional.of(given);
        }
        return Arn.parse(given)
                .filter(arn -> scope.owns(arn) && arn.resourceType().equals("cluster"))
                .map(Arn::resourceId);
    }

    /**
     * The ACTIVE cluster that a caller named.
     *
     * @throws io.gantry.base.AwsError ClusterNotFoundException when there is none
     */
    public static Cluster active(View view, Scope scope, Optional<String> nameOrArn) {
        return name(scope, nameOrArn)
                .flatMap(name -> view.get(TABLE, scope.id(name)))
                .filter(cluster -> cluster.status() == Cluster.Status.ACTIVE)
                .orElseThrow(EcsErrors::clusterNotFound);
    }
}
