package io.gantry.ecs.cluster;

import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.codec.AwsJson;
import software.amazon.awssdk.services.ecs.model.UpdateClusterSettingsRequest;
import software.amazon.awssdk.services.ecs.model.UpdateClusterSettingsResponse;

/** Changes a cluster's settings. */
public final class UpdateClusterSettings
        implements Operation<UpdateClusterSettingsRequest, UpdateClusterSettingsResponse> {
    private final StateStore store;
    private final ClusterContents contents;

    public UpdateClusterSettings(StateStore store, ClusterContents contents) {
        this.store = store;
        this.contents = contents;
    }

    @Override
    public UpdateClusterSettingsResponse call(UpdateClusterSettingsRequest in, CallContext call) {
        ClusterRules.checkSettings(in.settings());
        Scope scope = Scope.of(call);
        return store.transact(tx -> {
            Cluster cluster = Clusters.required(tx, scope, in.cluster());
            var definition = ClusterDescription.definition(cluster).toBuilder();
            definition.settings(in.settings());
            Cluster changed = cluster.withDefinition(AwsJson.write(definition.build()));
            tx.put(Clusters.TABLE, changed);
            return UpdateClusterSettingsResponse.builder()
                    .cluster(ClusterDescription.of(tx, changed, contents, ClusterDescription.OF_A_CHANGE))
                    .build();
        });
    }
}
