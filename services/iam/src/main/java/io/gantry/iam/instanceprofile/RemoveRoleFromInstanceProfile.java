package io.gantry.iam.instanceprofile;

import io.gantry.iam.role.Role;
import io.gantry.iam.role.Roles;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileResponse;

/** Takes the role out of an instance profile. */
public final class RemoveRoleFromInstanceProfile
        implements Operation<RemoveRoleFromInstanceProfileRequest, RemoveRoleFromInstanceProfileResponse> {
    private final StateStore store;

    public RemoveRoleFromInstanceProfile(StateStore store) {
        this.store = store;
    }

    @Override
    public RemoveRoleFromInstanceProfileResponse call(RemoveRoleFromInstanceProfileRequest in, CallContext call) {
        return store.transact(tx -> {
            InstanceProfile profile = InstanceProfiles.CATALOG.locked(tx, call.accountId(), in.instanceProfileName());
            Role role = Roles.CATALOG.required(tx, call.accountId(), in.roleName());
            if (!profile.roleNames().contains(role.name())) {
                throw Roles.CATALOG.absent(in.roleName());
            }
            tx.put(InstanceProfiles.TABLE, profile.withRoles(List.of()));
            return RemoveRoleFromInstanceProfileResponse.builder().build();
        });
    }
}
