package io.gantry.iam.group;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetGroupPolicyResponse;

/** Shows a policy that is embedded in a group. */
public final class GetGroupPolicy implements Operation<GetGroupPolicyRequest, GetGroupPolicyResponse> {
    private final StateStore store;

    public GetGroupPolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public GetGroupPolicyResponse call(GetGroupPolicyRequest in, CallContext call) {
        Group group = Groups.CATALOG.required(store.view(), call.accountId(), in.groupName());
        return GetGroupPolicyResponse.builder()
                .groupName(group.name())
                .policyName(in.policyName())
                .policyDocument(Groups.HOLDERS.inline(store, call, in.groupName(), in.policyName()))
                .build();
    }
}
