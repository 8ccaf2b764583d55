package io.gantry.iam.role;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.UpdateRoleDescriptionRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleDescriptionResponse;

/** Changes the description of a role, as clients did before UpdateRole. */
public final class UpdateRoleDescription
        implements Operation<UpdateRoleDescriptionRequest, UpdateRoleDescriptionResponse> {
    private final StateStore store;

    public UpdateRoleDescription(StateStore store) {
        this.store = store;
    }

    @Override
    public UpdateRoleDescriptionResponse call(UpdateRoleDescriptionRequest in, CallContext call) {
        return store.transact(tx -> {
            Role role = Roles.HOLDERS.locked(tx, call.accountId(), in.roleName());
            Role described = role.described(in.description(), role.maxSessionSeconds());
            tx.put(Roles.TABLE, described);
            return UpdateRoleDescriptionResponse.builder()
                    .role(RoleShapes.whole(described))
                    .build();
        });
    }
}
