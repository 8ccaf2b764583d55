package io.gantry.iam.instanceprofile;

import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileResponse;

/** Describes an instance profile. */
public final class GetInstanceProfile implements Operation<GetInstanceProfileRequest, GetInstanceProfileResponse> {
    private final StateStore store;

    public GetInstanceProfile(StateStore store) {
        this.store = store;
    }

    @Override
    public GetInstanceProfileResponse call(GetInstanceProfileRequest in, CallContext call) {
        View view = store.view();
        InstanceProfile profile = InstanceProfiles.CATALOG.required(view, call.accountId(), in.instanceProfileName());
        return GetInstanceProfileResponse.builder()
                .instanceProfile(InstanceProfileShapes.whole(view, profile))
                .build();
    }
}
