package io.gantry.iam.role;

import io.gantry.base.Page;
import io.gantry.iam.resource.Listing;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;

/** Lists the roles under a path. */
public final class ListRoles implements Operation<ListRolesRequest, ListRolesResponse> {
    private final StateStore store;

    public ListRoles(StateStore store) {
        this.store = store;
    }

    @Override
    public ListRolesResponse call(ListRolesRequest in, CallContext call) {
        Page<Role> page = Listing.page(
                Listing.under(Roles.CATALOG.all(store.view(), call.accountId()), in.pathPrefix()),
                Role::id,
                in.marker(),
                in.maxItems());
        return ListRolesResponse.builder()
                .roles(page.items().stream()
                        .map(role -> RoleShapes.listed(role).build())
                        .toList())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }
}
