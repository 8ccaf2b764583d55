package io.gantry.iam.role;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;

/** Describes a role. */
public final class GetRole implements Operation<GetRoleRequest, GetRoleResponse> {
    private final StateStore store;

    public GetRole(StateStore store) {
        this.store = store;
    }

    @Override
    public GetRoleResponse call(GetRoleRequest in, CallContext call) {
        return GetRoleResponse.builder()
                .role(RoleShapes.whole(Roles.CATALOG.required(store.view(), call.accountId(), in.roleName())))
                .build();
    }
}
