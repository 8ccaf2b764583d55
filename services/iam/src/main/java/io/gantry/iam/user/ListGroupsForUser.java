package io.gantry.iam.user;

import io.gantry.base.Page;
import io.gantry.iam.group.Group;
import io.gantry.iam.group.GroupShapes;
import io.gantry.iam.group.Groups;
import io.gantry.iam.resource.Listing;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserRequest;
import software.amazon.awssdk.services.iam.model.ListGroupsForUserResponse;

/** Lists the groups that a user is in. */
public final class ListGroupsForUser implements Operation<ListGroupsForUserRequest, ListGroupsForUserResponse> {
    private final StateStore store;

    public ListGroupsForUser(StateStore store) {
        this.store = store;
    }

    @Override
    public ListGroupsForUserResponse call(ListGroupsForUserRequest in, CallContext call) {
        View view = store.view();
        User user = Users.CATALOG.required(view, call.accountId(), in.userName());
        Page<Group> page = Listing.page(
                Groups.withIds(view, call.accountId(), user.groupIds()), Group::id, in.marker(), in.maxItems());
        return ListGroupsForUserResponse.builder()
                .groups(page.items().stream().map(GroupShapes::of).toList())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }
}
