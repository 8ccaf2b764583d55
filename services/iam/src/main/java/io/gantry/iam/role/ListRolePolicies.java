package io.gantry.iam.role;

import io.gantry.base.Page;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;

/** Lists the names of the policies that are embedded in a role. */
public final class ListRolePolicies implements Operation<ListRolePoliciesRequest, ListRolePoliciesResponse> {
    private final StateStore store;

    public ListRolePolicies(StateStore store) {
        this.store = store;
    }

    @Override
    public ListRolePoliciesResponse call(ListRolePoliciesRequest in, CallContext call) {
        Page<String> page = Roles.HOLDERS.inlineNames(store, call, in.roleName(), in.marker(), in.maxItems());
        return ListRolePoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }
}
