package io.gantry.iam.role;

import io.gantry.iam.policy.Boundaries;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryResponse;

/** Sets the boundary that the permissions of a role never go beyond. */
public final class PutRolePermissionsBoundary
        implements Operation<PutRolePermissionsBoundaryRequest, PutRolePermissionsBoundaryResponse> {
    private final StateStore store;

    public PutRolePermissionsBoundary(StateStore store) {
        this.store = store;
    }

    @Override
    public PutRolePermissionsBoundaryResponse call(PutRolePermissionsBoundaryRequest in, CallContext call) {
        return store.transact(tx -> {
            Role role = Roles.HOLDERS.locked(tx, call.accountId(), in.roleName());
            tx.put(Roles.TABLE, role.withBoundary(Boundaries.entered(tx, call.accountId(), in.permissionsBoundary())));
            return PutRolePermissionsBoundaryResponse.builder().build();
        });
    }
}
