package io.gantry.ecs.cluster;

import io.gantry.ecs.capacity.CapacityStrategy;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.codec.AwsJson;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.PutClusterCapacityProvidersRequest;
import software.amazon.awssdk.services.ecs.model.PutClusterCapacityProvidersResponse;

/** Replaces a cluster's capacity providers and its default strategy. */
public final class PutClusterCapacityProviders
        implements Operation<PutClusterCapacityProvidersRequest, PutClusterCapacityProvidersResponse> {
    private final StateStore store;
    private final ClusterContents contents;

    public PutClusterCapacityProviders(StateStore store, ClusterContents contents) {
        this.store = store;
        this.contents = contents;
    }

    @Override
    public PutClusterCapacityProvidersResponse call(PutClusterCapacityProvidersRequest in, CallContext call) {
        CapacityStrategy strategy =
                ClusterRules.checkCapacityProviders(in.capacityProviders(), in.defaultCapacityProviderStrategy());
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            Cluster cluster = Clusters.active(tx, scope, Optional.ofNullable(in.cluster()));
            var definition = ClusterDescription.definition(cluster).toBuilder();
            checkRemoved(tx, cluster, in.capacityProviders());
            definition.capacityProviders(in.capacityProviders());
            definition.defaultCapacityProviderStrategy(strategy.shape());
            Cluster changed = cluster.withDefinition(AwsJson.write(definition.build()));
            tx.put(Clusters.TABLE, changed);
            return PutClusterCapacityProvidersResponse.builder()
                    .cluster(ClusterDescription.of(tx, changed, contents, ClusterDescription.OF_A_CHANGE))
                    .build();
        });
    }

    /** A provider stays while something uses it: AWS says so of tasks, and a service without its provider could start none. */
    private void checkRemoved(View view, Cluster cluster, List<String> remaining) {
        boolean used = Clusters.capacityProviders(cluster).stream()
                .filter(provider -> !remaining.contains(provider))
                .anyMatch(provider -> contents.usesCapacityProvider(view, cluster, provider));
        if (used) {
            throw EcsErrors.capacityProviderInUse();
        }
    }
}
