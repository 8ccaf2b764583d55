package io.gantry.iam.instanceprofile;

import io.gantry.base.Page;
import io.gantry.iam.resource.Listing;
import io.gantry.iam.role.Role;
import io.gantry.iam.role.Roles;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfilesForRoleResponse;

/** Lists the instance profiles that a role is in. */
public final class ListInstanceProfilesForRole
        implements Operation<ListInstanceProfilesForRoleRequest, ListInstanceProfilesForRoleResponse> {
    private final StateStore store;

    public ListInstanceProfilesForRole(StateStore store) {
        this.store = store;
    }

    @Override
    public ListInstanceProfilesForRoleResponse call(ListInstanceProfilesForRoleRequest in, CallContext call) {
        View view = store.view();
        Role role = Roles.CATALOG.required(view, call.accountId(), in.roleName());
        Page<InstanceProfile> page =
                Listing.page(InstanceProfiles.with(view, role), InstanceProfile::id, in.marker(), in.maxItems());
        return ListInstanceProfilesForRoleResponse.builder()
                .instanceProfiles(page.items().stream()
                        .map(profile ->
                                InstanceProfileShapes.listed(view, profile).build())
                        .toList())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }
}
