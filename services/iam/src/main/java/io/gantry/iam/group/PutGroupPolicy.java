package io.gantry.iam.group;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.PutGroupPolicyResponse;

/** Embeds a policy in a group, or replaces the one of that name. */
public final class PutGroupPolicy implements Operation<PutGroupPolicyRequest, PutGroupPolicyResponse> {
    private final StateStore store;

    public PutGroupPolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public PutGroupPolicyResponse call(PutGroupPolicyRequest in, CallContext call) {
        Groups.HOLDERS.put(store, call, in.groupName(), in.policyName(), in.policyDocument());
        return PutGroupPolicyResponse.builder().build();
    }
}
