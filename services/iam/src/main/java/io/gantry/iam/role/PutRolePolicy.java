package io.gantry.iam.role;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;

/** Embeds a policy in a role, or replaces the one of that name. */
public final class PutRolePolicy implements Operation<PutRolePolicyRequest, PutRolePolicyResponse> {
    private final StateStore store;

    public PutRolePolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public PutRolePolicyResponse call(PutRolePolicyRequest in, CallContext call) {
        Roles.HOLDERS.put(store, call, in.roleName(), in.policyName(), in.policyDocument());
        return PutRolePolicyResponse.builder().build();
    }
}
