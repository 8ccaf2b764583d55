package io.gantry.iam.user;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachUserPolicyResponse;

/** Takes a managed policy off a user. */
public final class DetachUserPolicy implements Operation<DetachUserPolicyRequest, DetachUserPolicyResponse> {
    private final StateStore store;

    public DetachUserPolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public DetachUserPolicyResponse call(DetachUserPolicyRequest in, CallContext call) {
        Users.HOLDERS.detach(store, call, in.userName(), in.policyArn());
        return DetachUserPolicyResponse.builder().build();
    }
}
