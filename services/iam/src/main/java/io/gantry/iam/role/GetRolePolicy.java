package io.gantry.iam.role;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;

/** Shows a policy that is embedded in a role. */
public final class GetRolePolicy implements Operation<GetRolePolicyRequest, GetRolePolicyResponse> {
    private final StateStore store;

    public GetRolePolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public GetRolePolicyResponse call(GetRolePolicyRequest in, CallContext call) {
        Role role = Roles.CATALOG.required(store.view(), call.accountId(), in.roleName());
        return GetRolePolicyResponse.builder()
                .roleName(role.name())
                .policyName(in.policyName())
                .policyDocument(Roles.HOLDERS.inline(store, call, in.roleName(), in.policyName()))
                .build();
    }
}
