package io.gantry.iam.role;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleResponse;

/** Changes the description or the longest session of a role. */
public final class UpdateRole implements Operation<UpdateRoleRequest, UpdateRoleResponse> {
    private final StateStore store;

    public UpdateRole(StateStore store) {
        this.store = store;
    }

    @Override
    public UpdateRoleResponse call(UpdateRoleRequest in, CallContext call) {
        return store.transact(tx -> {
            Role role = Roles.HOLDERS.locked(tx, call.accountId(), in.roleName());
            tx.put(
                    Roles.TABLE,
                    role.described(
                            in.description() == null ? role.description() : in.description(),
                            in.maxSessionDuration() == null ? role.maxSessionSeconds() : in.maxSessionDuration()));
            return UpdateRoleResponse.builder().build();
        });
    }
}
