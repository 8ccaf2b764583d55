package io.gantry.iam.role;

import io.gantry.iam.policy.PolicyDocuments;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyResponse;

/** Changes who may assume a role. */
public final class UpdateAssumeRolePolicy
        implements Operation<UpdateAssumeRolePolicyRequest, UpdateAssumeRolePolicyResponse> {
    private final StateStore store;

    public UpdateAssumeRolePolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public UpdateAssumeRolePolicyResponse call(UpdateAssumeRolePolicyRequest in, CallContext call) {
        String trust = PolicyDocuments.trust(in.policyDocument());
        return store.transact(tx -> {
            Role role = Roles.HOLDERS.locked(tx, call.accountId(), in.roleName());
            tx.put(Roles.TABLE, role.withTrustPolicy(trust));
            return UpdateAssumeRolePolicyResponse.builder().build();
        });
    }
}
