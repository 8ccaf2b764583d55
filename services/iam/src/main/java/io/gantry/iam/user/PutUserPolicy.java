package io.gantry.iam.user;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.PutUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutUserPolicyResponse;

/** Embeds a policy in a user, or replaces the one of that name. */
public final class PutUserPolicy implements Operation<PutUserPolicyRequest, PutUserPolicyResponse> {
    private final StateStore store;

    public PutUserPolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public PutUserPolicyResponse call(PutUserPolicyRequest in, CallContext call) {
        Users.HOLDERS.put(store, call, in.userName(), in.policyName(), in.policyDocument());
        return PutUserPolicyResponse.builder().build();
    }
}
