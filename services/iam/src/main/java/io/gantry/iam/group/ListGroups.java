package io.gantry.iam.group;

import io.gantry.base.Page;
import io.gantry.iam.resource.Listing;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.ListGroupsRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsResponse;

/** Lists the groups under a path. */
public final class ListGroups implements Operation<ListGroupsRequest, ListGroupsResponse> {
    private final StateStore store;

    public ListGroups(StateStore store) {
        this.store = store;
    }

    @Override
    public ListGroupsResponse call(ListGroupsRequest in, CallContext call) {
        Page<Group> page = Listing.page(
                Listing.under(Groups.CATALOG.all(store.view(), call.accountId()), in.pathPrefix()),
                Group::id,
                in.marker(),
                in.maxItems());
        return ListGroupsResponse.builder()
                .groups(page.items().stream().map(GroupShapes::of).toList())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }
}
