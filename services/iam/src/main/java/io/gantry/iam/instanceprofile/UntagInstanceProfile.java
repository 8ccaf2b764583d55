package io.gantry.iam.instanceprofile;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.UntagInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.UntagInstanceProfileResponse;

/** Takes tags from an instance profile. */
public final class UntagInstanceProfile
        implements Operation<UntagInstanceProfileRequest, UntagInstanceProfileResponse> {
    private final StateStore store;

    public UntagInstanceProfile(StateStore store) {
        this.store = store;
    }

    @Override
    public UntagInstanceProfileResponse call(UntagInstanceProfileRequest in, CallContext call) {
        InstanceProfiles.CATALOG.untag(store, call, in.instanceProfileName(), in.tagKeys());
        return UntagInstanceProfileResponse.builder().build();
    }
}
