package io.gantry.iam.user;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPolicyResponse;

/** Deletes a policy that is embedded in a user. */
public final class DeleteUserPolicy implements Operation<DeleteUserPolicyRequest, DeleteUserPolicyResponse> {
    private final StateStore store;

    public DeleteUserPolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteUserPolicyResponse call(DeleteUserPolicyRequest in, CallContext call) {
        Users.HOLDERS.delete(store, call, in.userName(), in.policyName());
        return DeleteUserPolicyResponse.builder().build();
    }
}
