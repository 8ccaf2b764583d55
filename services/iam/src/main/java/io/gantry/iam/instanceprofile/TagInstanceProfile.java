package io.gantry.iam.instanceprofile;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.TagInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.TagInstanceProfileResponse;

/** Adds or replaces tags of an instance profile. */
public final class TagInstanceProfile implements Operation<TagInstanceProfileRequest, TagInstanceProfileResponse> {
    private final StateStore store;

    public TagInstanceProfile(StateStore store) {
        this.store = store;
    }

    @Override
    public TagInstanceProfileResponse call(TagInstanceProfileRequest in, CallContext call) {
        InstanceProfiles.CATALOG.tag(store, call, in.instanceProfileName(), in.tags());
        return TagInstanceProfileResponse.builder().build();
    }
}
