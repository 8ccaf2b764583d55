package io.gantry.iam.group;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteGroupPolicyResponse;

/** Deletes a policy that is embedded in a group. */
public final class DeleteGroupPolicy implements Operation<DeleteGroupPolicyRequest, DeleteGroupPolicyResponse> {
    private final StateStore store;

    public DeleteGroupPolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteGroupPolicyResponse call(DeleteGroupPolicyRequest in, CallContext call) {
        Groups.HOLDERS.delete(store, call, in.groupName(), in.policyName());
        return DeleteGroupPolicyResponse.builder().build();
    }
}
