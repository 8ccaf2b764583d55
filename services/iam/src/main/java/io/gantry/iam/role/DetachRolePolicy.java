package io.gantry.iam.role;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;

/** Takes a managed policy off a role. */
public final class DetachRolePolicy implements Operation<DetachRolePolicyRequest, DetachRolePolicyResponse> {
    private final StateStore store;

    public DetachRolePolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public DetachRolePolicyResponse call(DetachRolePolicyRequest in, CallContext call) {
        Roles.HOLDERS.detach(store, call, in.roleName(), in.policyArn());
        return DetachRolePolicyResponse.builder().build();
    }
}
