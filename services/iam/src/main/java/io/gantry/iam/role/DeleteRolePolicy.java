package io.gantry.iam.role;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;

/** Deletes a policy that is embedded in a role. */
public final class DeleteRolePolicy implements Operation<DeleteRolePolicyRequest, DeleteRolePolicyResponse> {
    private final StateStore store;

    public DeleteRolePolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteRolePolicyResponse call(DeleteRolePolicyRequest in, CallContext call) {
        Roles.HOLDERS.delete(store, call, in.roleName(), in.policyName());
        return DeleteRolePolicyResponse.builder().build();
    }
}
