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
import software.amazon.awssdk.services.iam.model.GetGroupRequest;
import software.amazon.awssdk.services.iam.model.GetGroupResponse;

/** Describes a group with its members. */
public final class GetGroup implements Operation<GetGroupRequest, GetGroupResponse> {
    private final StateStore store;

    public GetGroup(StateStore store) {
        this.store = store;
    }

    @Override
    public GetGroupResponse call(GetGroupRequest in, CallContext call) {
        View view = store.view();
        Group group = Groups.CATALOG.required(view, call.accountId(), in.groupName());
        Page<User> page = Listing.page(Users.in(view, group), User::id, in.marker(), in.maxItems());
        return GetGroupResponse.builder()
                .group(GroupShapes.of(group))
                .users(page.items().stream()
                        .map(user -> UserShapes.listed(user).build())
                        .toList())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }
}
