package io.gantry.iam.role;

import io.gantry.iam.resource.IamErrors;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryResponse;

/** Takes the boundary from a role. */
public final class DeleteRolePermissionsBoundary
        implements Operation<DeleteRolePermissionsBoundaryRequest, DeleteRolePermissionsBoundaryResponse> {
    private final StateStore store;

    public DeleteRolePermissionsBoundary(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteRolePermissionsBoundaryResponse call(DeleteRolePermissionsBoundaryRequest in, CallContext call) {
        return store.transact(tx -> {
            Role role = Roles.HOLDERS.locked(tx, call.accountId(), in.roleName());
            if (role.permissionsBoundary().isEmpty()) {
                throw IamErrors.noSuchEntity("Role " + role.name() + " has no permissions boundary.");
            }
            tx.put(Roles.TABLE, role.withBoundary(Optional.empty()));
            return DeleteRolePermissionsBoundaryResponse.builder().build();
        });
    }
}
