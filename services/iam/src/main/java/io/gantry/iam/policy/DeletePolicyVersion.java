package io.gantry.iam.policy;

import io.gantry.iam.resource.IamErrors;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.time.temporal.ChronoUnit;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.DeletePolicyVersionResponse;

/** Deletes a version that is not the default one. */
public final class DeletePolicyVersion implements Operation<DeletePolicyVersionRequest, DeletePolicyVersionResponse> {
    private final StateStore store;

    public DeletePolicyVersion(StateStore store) {
        this.store = store;
    }

    @Override
    public DeletePolicyVersionResponse call(DeletePolicyVersionRequest in, CallContext call) {
        return store.transact(tx -> {
            ManagedPolicy policy = ManagedPolicies.locked(tx, call.accountId(), in.policyArn());
            PolicyVersion version =
                    policy.version(in.versionId()).orElseThrow(() -> PolicyVersions.absent(policy, in.versionId()));
            if (version.equals(policy.current())) {
                throw IamErrors.deleteConflict("Cannot delete the default version of a policy.");
            }
            tx.put(
                    ManagedPolicies.TABLE,
                    policy.without(version.versionId(), tx.now().truncatedTo(ChronoUnit.SECONDS)));
            return DeletePolicyVersionResponse.builder().build();
        });
    }
}
