package io.gantry.iam.policy;

import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.GetPolicyRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyResponse;

/** Describes a managed policy without its document. */
public final class GetPolicy implements Operation<GetPolicyRequest, GetPolicyResponse> {
    private final StateStore store;
    private final Attachments attachments;

    public GetPolicy(StateStore store, Attachments attachments) {
        this.store = store;
        this.attachments = attachments;
    }

    @Override
    public GetPolicyResponse call(GetPolicyRequest in, CallContext call) {
        View view = store.view();
        ManagedPolicy policy = ManagedPolicies.required(view, call.accountId(), in.policyArn());
        return GetPolicyResponse.builder()
                .policy(PolicyShapes.whole(view, call.accountId(), policy, attachments))
                .build();
    }
}
