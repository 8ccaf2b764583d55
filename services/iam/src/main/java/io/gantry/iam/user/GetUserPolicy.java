package io.gantry.iam.user;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.GetUserPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetUserPolicyResponse;

/** Shows a policy that is embedded in a user. */
public final class GetUserPolicy implements Operation<GetUserPolicyRequest, GetUserPolicyResponse> {
    private final StateStore store;

    public GetUserPolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public GetUserPolicyResponse call(GetUserPolicyRequest in, CallContext call) {
        User user = Users.CATALOG.required(store.view(), call.accountId(), in.userName());
        return GetUserPolicyResponse.builder()
                .userName(user.name())
                .policyName(in.policyName())
                .policyDocument(Users.HOLDERS.inline(store, call, in.userName(), in.policyName()))
                .build();
    }
}
