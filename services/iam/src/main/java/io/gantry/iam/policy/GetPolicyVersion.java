package io.gantry.iam.policy;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.GetPolicyVersionResponse;

/** Shows one version of a managed policy, with its document. */
public final class GetPolicyVersion implements Operation<GetPolicyVersionRequest, GetPolicyVersionResponse> {
    private final StateStore store;

    public GetPolicyVersion(StateStore store) {
        this.store = store;
    }

    @Override
    public GetPolicyVersionResponse call(GetPolicyVersionRequest in, CallContext call) {
        ManagedPolicy policy = ManagedPolicies.required(store.view(), call.accountId(), in.policyArn());
        PolicyVersion version =
                policy.version(in.versionId()).orElseThrow(() -> PolicyVersions.absent(policy, in.versionId()));
        return GetPolicyVersionResponse.builder()
                .policyVersion(PolicyShapes.whole(policy, version))
                .build();
    }
}
