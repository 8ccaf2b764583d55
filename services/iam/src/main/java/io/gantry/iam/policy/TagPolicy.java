package io.gantry.iam.policy;

import io.gantry.iam.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.TagPolicyRequest;
import software.amazon.awssdk.services.iam.model.TagPolicyResponse;

/** Adds or replaces tags of a managed policy. */
public final class TagPolicy implements Operation<TagPolicyRequest, TagPolicyResponse> {
    private final StateStore store;

    public TagPolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public TagPolicyResponse call(TagPolicyRequest in, CallContext call) {
        return store.transact(tx -> {
            ManagedPolicy policy = ManagedPolicies.locked(tx, call.accountId(), in.policyArn());
            tx.put(ManagedPolicies.TABLE, policy.withTags(Tags.added(policy.tags(), in.tags())));
            return TagPolicyResponse.builder().build();
        });
    }
}
