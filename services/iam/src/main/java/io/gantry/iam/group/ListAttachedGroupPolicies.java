package io.gantry.iam.group;

import io.gantry.base.Page;
import io.gantry.iam.policy.Paging;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedGroupPoliciesResponse;

/** Lists the managed policies that are attached to a group. */
public final class ListAttachedGroupPolicies
        implements Operation<ListAttachedGroupPoliciesRequest, ListAttachedGroupPoliciesResponse> {
    private final StateStore store;

    public ListAttachedGroupPolicies(StateStore store) {
        this.store = store;
    }

    @Override
    public ListAttachedGroupPoliciesResponse call(ListAttachedGroupPoliciesRequest in, CallContext call) {
        Page<AttachedPolicy> page = Groups.HOLDERS.attached(
                store, call, in.groupName(), in.pathPrefix(), new Paging(in.marker(), in.maxItems()));
        return ListAttachedGroupPoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }
}
