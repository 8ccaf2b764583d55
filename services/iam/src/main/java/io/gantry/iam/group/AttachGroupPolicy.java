package io.gantry.iam.group;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachGroupPolicyResponse;

/** Attaches a managed policy to a group. */
public final class AttachGroupPolicy implements Operation<AttachGroupPolicyRequest, AttachGroupPolicyResponse> {
    private final StateStore store;

    public AttachGroupPolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public AttachGroupPolicyResponse call(AttachGroupPolicyRequest in, CallContext call) {
        Groups.HOLDERS.attach(store, call, in.groupName(), in.policyArn());
        return AttachGroupPolicyResponse.builder().build();
    }
}
