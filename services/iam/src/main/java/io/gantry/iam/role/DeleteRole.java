package io.gantry.iam.role;

import io.gantry.iam.policy.Holders;
import io.gantry.iam.resource.IamErrors;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;

/** Deletes a role that has no policies and is in no instance profile. */
public final class DeleteRole implements Operation<DeleteRoleRequest, DeleteRoleResponse> {
    private final StateStore store;
    private final RoleUses uses;

    public DeleteRole(StateStore store, RoleUses uses) {
        this.store = store;
        this.uses = uses;
    }

    @Override
    public DeleteRoleResponse call(DeleteRoleRequest in, CallContext call) {
        return store.transact(tx -> {
            Role role = Roles.HOLDERS.locked(tx, call.accountId(), in.roleName());
            if (uses.inProfile(tx, role)) {
                throw IamErrors.deleteConflict("Cannot delete entity, must remove roles from instance profile first.");
            }
            Holders.checkEmpty(role);
            tx.delete(Roles.TABLE, role.id());
            return DeleteRoleResponse.builder().build();
        });
    }
}
