package io.gantry.iam.user;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachUserPolicyResponse;

/** Attaches a managed policy to a user. */
public final class AttachUserPolicy implements Operation<AttachUserPolicyRequest, AttachUserPolicyResponse> {
    private final StateStore store;

    public AttachUserPolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public AttachUserPolicyResponse call(AttachUserPolicyRequest in, CallContext call) {
        Users.HOLDERS.attach(store, call, in.userName(), in.policyArn());
        return AttachUserPolicyResponse.builder().build();
    }
}
