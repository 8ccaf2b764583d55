package io.gantry.ecs.cluster;

import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.codec.AwsJson;
import software.amazon.awssdk.services.ecs.model.UpdateClusterRequest;
import software.amazon.awssdk.services.ecs.model.UpdateClusterResponse;

/** Changes the members that the call gives; an empty Service Connect namespace takes the default away. */
public final class UpdateCluster implements Operation<UpdateClusterRequest, UpdateClusterResponse> {
    private final StateStore store;
    private final ClusterContents contents;

    public UpdateCluster(StateStore store, ClusterContents contents) {
        this.store = store;
        this.contents = contents;
    }

    @Override
    public UpdateClusterResponse call(UpdateClusterRequest in, CallContext call) {
        ClusterRules.checkSettings(in.settings());
        ClusterRules.checkConfiguration(in.configuration());
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            Cluster cluster = Clusters.required(tx, scope, in.cluster());
            var definition = ClusterDescription.definition(cluster).toBuilder();
            if (!in.settings().isEmpty()) {
                definition.settings(in.settings());
            }
            if (in.configuration() != null) {
                definition.configuration(in.configuration());
            }
            if (in.serviceConnectDefaults() != null) {
                definition.serviceConnectDefaults(
                        ClusterRules.serviceConnect(in.serviceConnectDefaults()).orElse(null));
            }
            Cluster changed = cluster.withDefinition(AwsJson.write(definition.build()));
            tx.put(Clusters.TABLE, changed);
            return UpdateClusterResponse.builder()
                    .cluster(ClusterDescription.of(tx, changed, contents, ClusterDescription.OF_A_CHANGE))
                    .build();
        });
    }
}
