package io.gantry.iam.group;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachGroupPolicyResponse;

/** Takes a managed policy off a group. */
public final class DetachGroupPolicy implements Operation<DetachGroupPolicyRequest, DetachGroupPolicyResponse> {
    private final StateStore store;

    public DetachGroupPolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public DetachGroupPolicyResponse call(DetachGroupPolicyRequest in, CallContext call) {
        Groups.HOLDERS.detach(store, call, in.groupName(), in.policyArn());
        return DetachGroupPolicyResponse.builder().build();
    }
}
