package io.gantry.iam.user;

import io.gantry.base.Page;
import io.gantry.iam.policy.Paging;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedUserPoliciesResponse;

/** Lists the managed policies that are attached to a user. */
public final class ListAttachedUserPolicies
        implements Operation<ListAttachedUserPoliciesRequest, ListAttachedUserPoliciesResponse> {
    private final StateStore store;

    public ListAttachedUserPolicies(StateStore store) {
        this.store = store;
    }

    @Override
    public ListAttachedUserPoliciesResponse call(ListAttachedUserPoliciesRequest in, CallContext call) {
        Page<AttachedPolicy> page = Users.HOLDERS.attached(
                store, call, in.userName(), in.pathPrefix(), new Paging(in.marker(), in.maxItems()));
        return ListAttachedUserPoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }
}
