package io.gantry.iam.policy;

import io.gantry.iam.resource.IamErrors;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.DeletePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyResponse;

/** Deletes a managed policy that nobody holds and that has no version but the default one. */
public final class DeletePolicy implements Operation<DeletePolicyRequest, DeletePolicyResponse> {
    private final StateStore store;
    private final Attachments attachments;

    public DeletePolicy(StateStore store, Attachments attachments) {
        this.store = store;
        this.attachments = attachments;
    }

    @Override
    public DeletePolicyResponse call(DeletePolicyRequest in, CallContext call) {
        return store.transact(tx -> {
            ManagedPolicy policy = ManagedPolicies.locked(tx, call.accountId(), in.policyArn());
            if (attachments.count(tx, call.accountId(), policy.arn()) > 0
                    || attachments.boundaries(tx, call.accountId(), policy.arn()) > 0) {
                throw IamErrors.deleteConflict("Cannot delete a policy attached to entities.");
            }
            if (policy.versions().size() > 1) {
                throw IamErrors.deleteConflict(
                        "This policy has more than one version. Before you delete a policy, you must"
                                + " delete the policy's versions. The default version is deleted with the policy.");
            }
            tx.delete(ManagedPolicies.TABLE, policy.id());
            return DeletePolicyResponse.builder().build();
        });
    }
}
