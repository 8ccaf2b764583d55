package io.gantry.iam.user;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.TagUserRequest;
import software.amazon.awssdk.services.iam.model.TagUserResponse;

/** Adds or replaces tags of a user. */
public final class TagUser implements Operation<TagUserRequest, TagUserResponse> {
    private final StateStore store;

    public TagUser(StateStore store) {
        this.store = store;
    }

    @Override
    public TagUserResponse call(TagUserRequest in, CallContext call) {
        Users.CATALOG.tag(store, call, in.userName(), in.tags());
        return TagUserResponse.builder().build();
    }
}
