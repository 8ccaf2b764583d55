package io.gantry.ecs.cluster;

import io.gantry.ecs.capacity.CapacityStrategy;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.EffectiveSettings;
import io.gantry.ecs.resource.Scope;
import io.gantry.ecs.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.state.Tx;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.codec.AwsJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ClusterSetting;
import software.amazon.awssdk.services.ecs.model.ClusterSettingName;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.CreateClusterResponse;

/** Makes a cluster; answers the one that is already there. */
public final class CreateCluster implements Operation<CreateClusterRequest, CreateClusterResponse> {
    private final StateStore store;
    private final ClusterContents contents;
    private final EffectiveSettings settings;

    public CreateCluster(StateStore store, ClusterContents contents, EffectiveSettings settings) {
        this.store = store;
        this.contents = contents;
        this.settings = settings;
    }

    @Override
    public CreateClusterResponse call(CreateClusterRequest in, CallContext call) {
        String name = in.clusterName() == null ? Clusters.DEFAULT : in.clusterName();
        ClusterRules.checkName(name);
        ClusterRules.checkSettings(in.settings());
        ClusterRules.checkConfiguration(in.configuration());
        CapacityStrategy strategy =
                ClusterRules.checkCapacityProviders(in.capacityProviders(), in.defaultCapacityProviderStrategy());
        Map<String, String> tags = Tags.of(in.tags());
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            Optional<Cluster> there = tx.get(Clusters.TABLE, scope.id(name))
                    .filter(cluster -> cluster.status() != Cluster.Status.INACTIVE);
            Cluster cluster = there.isPresent()
                    ? same(there.get(), in, strategy)
                    : create(tx, scope, name, normal(in, strategy), call, tags);
            return CreateClusterResponse.builder()
                    .cluster(ClusterDescription.of(tx, cluster, contents, ClusterDescription.OF_A_CHANGE))
                    .build();
        });
    }

    private static CreateClusterRequest normal(CreateClusterRequest in, CapacityStrategy strategy) {
        return in.toBuilder().defaultCapacityProviderStrategy(strategy.shape()).build();
    }

    private Cluster create(
            Tx tx, Scope scope, String name, CreateClusterRequest in, CallContext call, Map<String, String> tags) {
        // The count rests on a list without a fence: two calls at the quota's edge may both pass, which harms nobody.
        if (tx.list(Clusters.TABLE, scope.id("")).size() >= ClusterRules.MOST_CLUSTERS) {
            throw EcsErrors.client("The maximum number of clusters for this account has been reached. The limit is "
                    + ClusterRules.MOST_CLUSTERS + ".");
        }
        String definition = AwsJson.write(definition(tx, in, call));
        Cluster cluster = new Cluster(scope, name, Cluster.Status.ACTIVE, definition, tags, tx.now());
        tx.put(Clusters.TABLE, cluster);
        return cluster;
    }

    private software.amazon.awssdk.services.ecs.model.Cluster definition(
            View view, CreateClusterRequest in, CallContext call) {
        List<ClusterSetting> chosen = in.settings().isEmpty()
                ? List.of(ClusterSetting.builder()
                        .name(ClusterSettingName.CONTAINER_INSIGHTS)
                        .value(settings.value(view, call, "containerInsights"))
                        .build())
                : in.settings();
        return software.amazon.awssdk.services.ecs.model.Cluster.builder()
                .settings(chosen)
                .configuration(in.configuration())
                .capacityProviders(in.capacityProviders())
                .defaultCapacityProviderStrategy(in.defaultCapacityProviderStrategy())
                .serviceConnectDefaults(
                        ClusterRules.serviceConnect(in.serviceConnectDefaults()).orElse(null))
                .build();
    }

    /** The existing cluster, unless the call asks for capacity providers that it does not have. */
    private static Cluster same(Cluster there, CreateClusterRequest in, CapacityStrategy strategy) {
        var definition = ClusterDescription.definition(there);
        boolean otherProviders =
                in.hasCapacityProviders() && !in.capacityProviders().equals(definition.capacityProviders());
        boolean otherStrategy = in.hasDefaultCapacityProviderStrategy()
                && !strategy.equals(CapacityStrategy.of(definition.defaultCapacityProviderStrategy()));
        if (otherProviders || otherStrategy) {
            throw EcsErrors.invalidParameter("Arguments on this idempotent request are inconsistent with arguments used"
                    + " in previous request(s).");
        }
        return there;
    }
}
