package io.gantry.iam.role;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;

/** Attaches a managed policy to a role. */
public final class AttachRolePolicy implements Operation<AttachRolePolicyRequest, AttachRolePolicyResponse> {
    private final StateStore store;

    public AttachRolePolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public AttachRolePolicyResponse call(AttachRolePolicyRequest in, CallContext call) {
        Roles.HOLDERS.attach(store, call, in.roleName(), in.policyArn());
        return AttachRolePolicyResponse.builder().build();
    }
}
