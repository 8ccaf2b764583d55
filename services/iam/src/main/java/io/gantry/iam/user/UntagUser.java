package io.gantry.iam.user;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.UntagUserRequest;
import software.amazon.awssdk.services.iam.model.UntagUserResponse;

/** Takes tags from a user. */
public final class UntagUser implements Operation<UntagUserRequest, UntagUserResponse> {
    private final StateStore store;

    public UntagUser(StateStore store) {
        this.store = store;
    }

    @Override
    public UntagUserResponse call(UntagUserRequest in, CallContext call) {
        Users.CATALOG.untag(store, call, in.userName(), in.tagKeys());
        return UntagUserResponse.builder().build();
    }
}
