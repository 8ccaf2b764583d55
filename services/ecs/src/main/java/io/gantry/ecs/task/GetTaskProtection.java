package io.gantry.ecs.task;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.ecs.resource.Scope;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.GetTaskProtectionRequest;
import software.amazon.awssdk.services.ecs.model.GetTaskProtectionResponse;

/** Shows which tasks their service spares, and until when. */
public final class GetTaskProtection implements Operation<GetTaskProtectionRequest, GetTaskProtectionResponse> {
    private static final int MOST = 100;

    private final StateStore store;

    public GetTaskProtection(StateStore store) {
        this.store = store;
    }

    @Override
    public GetTaskProtectionResponse call(GetTaskProtectionRequest in, CallContext call) {
        return store.transact(tx -> {
            Cluster cluster = Clusters.active(tx, Scope.of(call), Optional.ofNullable(in.cluster()));
            ProtectedTasks answer = ProtectedTasks.named(tx, cluster, in.tasks(), MOST);
            return GetTaskProtectionResponse.builder()
                    .protectedTasks(answer.shapes(tx.now()))
                    .failures(answer.failures())
                    .build();
        });
    }
}
