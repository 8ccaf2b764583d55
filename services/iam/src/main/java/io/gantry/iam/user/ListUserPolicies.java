package io.gantry.iam.user;

import io.gantry.base.Page;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListUserPoliciesResponse;

/** Lists the names of the policies that are embedded in a user. */
public final class ListUserPolicies implements Operation<ListUserPoliciesRequest, ListUserPoliciesResponse> {
    private final StateStore store;

    public ListUserPolicies(StateStore store) {
        this.store = store;
    }

    @Override
    public ListUserPoliciesResponse call(ListUserPoliciesRequest in, CallContext call) {
        Page<String> page = Users.HOLDERS.inlineNames(store, call, in.userName(), in.marker(), in.maxItems());
        return ListUserPoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }
}
