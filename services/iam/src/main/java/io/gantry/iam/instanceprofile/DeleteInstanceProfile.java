package io.gantry.iam.instanceprofile;

import io.gantry.iam.resource.IamErrors;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileResponse;

/** Deletes an instance profile that holds no role. */
public final class DeleteInstanceProfile
        implements Operation<DeleteInstanceProfileRequest, DeleteInstanceProfileResponse> {
    private final StateStore store;

    public DeleteInstanceProfile(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteInstanceProfileResponse call(DeleteInstanceProfileRequest in, CallContext call) {
        return store.transact(tx -> {
            InstanceProfile profile = InstanceProfiles.CATALOG.locked(tx, call.accountId(), in.instanceProfileName());
            if (!profile.roleNames().isEmpty()) {
                throw IamErrors.deleteConflict("Cannot delete entity, must remove roles from instance profile first.");
            }
            tx.delete(InstanceProfiles.TABLE, profile.id());
            return DeleteInstanceProfileResponse.builder().build();
        });
    }
}
