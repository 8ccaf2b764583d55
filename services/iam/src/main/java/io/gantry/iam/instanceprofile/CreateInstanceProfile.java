package io.gantry.iam.instanceprofile;

import io.gantry.iam.resource.EntityIds;
import io.gantry.iam.resource.Names;
import io.gantry.iam.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileResponse;

/** Makes an instance profile without a role. */
public final class CreateInstanceProfile
        implements Operation<CreateInstanceProfileRequest, CreateInstanceProfileResponse> {
    private final StateStore store;

    public CreateInstanceProfile(StateStore store) {
        this.store = store;
    }

    @Override
    public CreateInstanceProfileResponse call(CreateInstanceProfileRequest in, CallContext call) {
        String path = Names.path(in.path());
        Map<String, String> tags = Tags.of(in.tags());
        return store.transact(tx -> {
            InstanceProfile profile = new InstanceProfile(
                    call.accountId(),
                    in.instanceProfileName(),
                    EntityIds.newId(tx, "AIPA"),
                    path,
                    tx.now().truncatedTo(ChronoUnit.SECONDS),
                    List.of(),
                    tags);
            InstanceProfiles.CATALOG.putNew(tx, profile);
            return CreateInstanceProfileResponse.builder()
                    .instanceProfile(InstanceProfileShapes.whole(tx, profile))
                    .build();
        });
    }
}
