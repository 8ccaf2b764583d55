package io.gantry.iam.group;

import io.gantry.base.Page;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListGroupPoliciesResponse;

/** Lists the names of the policies that are embedded in a group. */
public final class ListGroupPolicies implements Operation<ListGroupPoliciesRequest, ListGroupPoliciesResponse> {
    private final StateStore store;

    public ListGroupPolicies(StateStore store) {
        this.store = store;
    }

    @Override
    public ListGroupPoliciesResponse call(ListGroupPoliciesRequest in, CallContext call) {
        Page<String> page = Groups.HOLDERS.inlineNames(store, call, in.groupName(), in.marker(), in.maxItems());
        return ListGroupPoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }
}
