package io.gantry.iam.user;

import io.gantry.iam.policy.Boundaries;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutUserPermissionsBoundaryResponse;

/** Sets the boundary that the permissions of a user never go beyond. */
public final class PutUserPermissionsBoundary
        implements Operation<PutUserPermissionsBoundaryRequest, PutUserPermissionsBoundaryResponse> {
    private final StateStore store;

    public PutUserPermissionsBoundary(StateStore store) {
        this.store = store;
    }

    @Override
    public PutUserPermissionsBoundaryResponse call(PutUserPermissionsBoundaryRequest in, CallContext call) {
        return store.transact(tx -> {
            User user = Users.HOLDERS.locked(tx, call.accountId(), in.userName());
            tx.put(Users.TABLE, user.withBoundary(Boundaries.entered(tx, call.accountId(), in.permissionsBoundary())));
            return PutUserPermissionsBoundaryResponse.builder().build();
        });
    }
}
