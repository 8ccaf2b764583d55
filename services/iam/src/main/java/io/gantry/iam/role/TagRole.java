package io.gantry.iam.role;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.iam.model.TagRoleResponse;

/** Adds or replaces tags of a role. */
public final class TagRole implements Operation<TagRoleRequest, TagRoleResponse> {
    private final StateStore store;

    public TagRole(StateStore store) {
        this.store = store;
    }

    @Override
    public TagRoleResponse call(TagRoleRequest in, CallContext call) {
        Roles.CATALOG.tag(store, call, in.roleName(), in.tags());
        return TagRoleResponse.builder().build();
    }
}
