package io.gantry.ecs.cluster;

import io.gantry.base.Arn;
import io.gantry.ecs.capacity.CapacityStrategy;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Table;
import io.gantry.state.View;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.ClusterConfiguration;
import software.amazon.awssdk.services.ecs.model.ExecuteCommandConfiguration;

/** The table of clusters, and how a caller names one. */
public final class Clusters {
    /** The name that a call without a cluster means. */
    public static final String DEFAULT = "default";

    /** Clusters by {@link Cluster#id()}. */
    public static final Table<Cluster> TABLE = Table.of("ecs/cluster", Cluster::id, JsonRecordCodec.of(Cluster.class));

    private static final Pattern NAME = Pattern.compile("^[a-zA-Z0-9\\-_]{1,255}$");

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
     * @throws io.gantry.base.AwsError ClusterNotFoundException when there is none, InvalidParameterException when it is no
     *     name
     */
    public static Cluster active(View view, Scope scope, Optional<String> nameOrArn) {
        return inAnyStatus(view, scope, nameOrArn)
                .filter(cluster -> cluster.status() == Cluster.Status.ACTIVE)
                .orElseThrow(EcsErrors::clusterNotFound);
    }

    /**
     * The ACTIVE cluster that a call must name.
     *
     * @throws io.gantry.base.AwsError ClusterNotFoundException when there is none, InvalidParameterException when the name
     *     is blank: what deletes or changes a cluster must not fall on the default one by an empty variable
     */
    static Cluster required(View view, Scope scope, String nameOrArn) {
        return active(view, scope, Optional.of(notBlank(nameOrArn)));
    }

    /** What a call must name, unless it is blank. */
    static String notBlank(String nameOrArn) {
        if (nameOrArn.isBlank()) {
            throw EcsErrors.invalidParameter("Cluster can not be blank.");
        }
        return nameOrArn;
    }

    /** The names of the cluster's capacity providers. */
    public static List<String> capacityProviders(Cluster cluster) {
        return ClusterDescription.definition(cluster).capacityProviders();
    }

    /**
     * The strategy that a call's tasks are started with: the caller's, or the cluster's default when the caller gives neither
     * one nor a launch type.
     *
     * @param launchType the caller's, null for none
     * @throws io.gantry.base.AwsError InvalidParameterException when it cannot be used here
     */
    public static CapacityStrategy strategy(
            Cluster cluster, @Nullable Object launchType, List<CapacityProviderStrategyItem> given) {
        var definition = ClusterDescription.definition(cluster);
        return CapacityStrategy.chosen(
                launchType,
                given,
                CapacityStrategy.of(definition.defaultCapacityProviderStrategy()),
                definition.capacityProviders());
    }

    /** What the cluster asks of its sessions of ECS Exec, if it asks anything. */
    public static Optional<ExecuteCommandConfiguration> executeCommand(Cluster cluster) {
        return Optional.ofNullable(ClusterDescription.definition(cluster).configuration())
                .map(ClusterConfiguration::executeCommandConfiguration);
    }

    /** The cluster that a caller named, an INACTIVE one too; empty when there is none. */
    public static Optional<Cluster> inAnyStatus(View view, Scope scope, Optional<String> nameOrArn) {
        String given = nameOrArn.orElse("");
        if (!given.isEmpty() && !Arn.looksLikeArn(given) && !NAME.matcher(given).matches()) {
            throw EcsErrors.invalidParameter("Cluster must match " + NAME.pattern() + ", but was " + given);
        }
        return name(scope, nameOrArn).flatMap(name -> view.get(TABLE, scope.id(name)));
    }
}
