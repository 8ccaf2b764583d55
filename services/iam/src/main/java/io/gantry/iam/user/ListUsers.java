package io.gantry.iam.user;

import io.gantry.base.Page;
import io.gantry.iam.resource.Listing;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.ListUsersRequest;
import software.amazon.awssdk.services.iam.model.ListUsersResponse;

/** Lists the users under a path. */
public final class ListUsers implements Operation<ListUsersRequest, ListUsersResponse> {
    private final StateStore store;

    public ListUsers(StateStore store) {
        this.store = store;
    }

    @Override
    public ListUsersResponse call(ListUsersRequest in, CallContext call) {
        Page<User> page = Listing.page(
                Listing.under(Users.CATALOG.all(store.view(), call.accountId()), in.pathPrefix()),
                User::id,
                in.marker(),
                in.maxItems());
        return ListUsersResponse.builder()
                .users(page.items().stream()
                        .map(user -> UserShapes.listed(user).build())
                        .toList())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }
}
