package io.gantry.iam.role;

import io.gantry.iam.resource.IamErrors;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.DeleteServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteServiceLinkedRoleResponse;

/** Deletes the role of a service, at once: the answer names a deletion that has already succeeded. */
public final class DeleteServiceLinkedRole
        implements Operation<DeleteServiceLinkedRoleRequest, DeleteServiceLinkedRoleResponse> {
    private final StateStore store;

    public DeleteServiceLinkedRole(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteServiceLinkedRoleResponse call(DeleteServiceLinkedRoleRequest in, CallContext call) {
        return store.transact(tx -> {
            Role role = Roles.CATALOG.locked(tx, call.accountId(), in.roleName());
            if (!role.serviceLinked()) {
                throw IamErrors.invalidInput("The role " + role.name() + " is not a service-linked role.");
            }
            tx.delete(Roles.TABLE, role.id());
            return DeleteServiceLinkedRoleResponse.builder()
                    .deletionTaskId("task" + role.path() + role.name() + "/" + tx.newId())
                    .build();
        });
    }
}
