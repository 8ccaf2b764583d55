package io.gantry.iam.role;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UntagRoleResponse;

/** Takes tags from a role. */
public final class UntagRole implements Operation<UntagRoleRequest, UntagRoleResponse> {
    private final StateStore store;

    public UntagRole(StateStore store) {
        this.store = store;
    }

    @Override
    public UntagRoleResponse call(UntagRoleRequest in, CallContext call) {
        Roles.CATALOG.untag(store, call, in.roleName(), in.tagKeys());
        return UntagRoleResponse.builder().build();
    }
}
