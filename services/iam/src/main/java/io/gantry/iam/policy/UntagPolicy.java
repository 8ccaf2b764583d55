package io.gantry.iam.policy;

import io.gantry.iam.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.UntagPolicyRequest;
import software.amazon.awssdk.services.iam.model.UntagPolicyResponse;

/** Takes tags from a managed policy. */
public final class UntagPolicy implements Operation<UntagPolicyRequest, UntagPolicyResponse> {
    private final StateStore store;

    public UntagPolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public UntagPolicyResponse call(UntagPolicyRequest in, CallContext call) {
        return store.transact(tx -> {
            ManagedPolicy policy = ManagedPolicies.locked(tx, call.accountId(), in.policyArn());
            tx.put(ManagedPolicies.TABLE, policy.withTags(Tags.removed(policy.tags(), in.tagKeys())));
            return UntagPolicyResponse.builder().build();
        });
    }
}
