package io.gantry.iam.role;

import io.gantry.base.Page;
import io.gantry.iam.policy.Paging;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;

/** Lists the managed policies that are attached to a role. */
public final class ListAttachedRolePolicies
        implements Operation<ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse> {
    private final StateStore store;

    public ListAttachedRolePolicies(StateStore store) {
        this.store = store;
    }

    @Override
    public ListAttachedRolePoliciesResponse call(ListAttachedRolePoliciesRequest in, CallContext call) {
        Page<AttachedPolicy> page = Roles.HOLDERS.attached(
                store, call, in.roleName(), in.pathPrefix(), new Paging(in.marker(), in.maxItems()));
        return ListAttachedRolePoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }
}
