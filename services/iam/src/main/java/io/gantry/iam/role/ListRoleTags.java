package io.gantry.iam.role;

import io.gantry.base.Page;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.ListRoleTagsRequest;
import software.amazon.awssdk.services.iam.model.ListRoleTagsResponse;
import software.amazon.awssdk.services.iam.model.Tag;

/** Lists the tags of a role. */
public final class ListRoleTags implements Operation<ListRoleTagsRequest, ListRoleTagsResponse> {
    private final StateStore store;

    public ListRoleTags(StateStore store) {
        this.store = store;
    }

    @Override
    public ListRoleTagsResponse call(ListRoleTagsRequest in, CallContext call) {
        Page<Tag> page = Roles.CATALOG.tags(store, call, in.roleName(), in.marker(), in.maxItems());
        return ListRoleTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }
}
