package io.gantry.iam.instanceprofile;

import io.gantry.iam.resource.IamErrors;
import io.gantry.iam.role.Role;
import io.gantry.iam.role.Roles;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileResponse;

/** Puts a role in an instance profile that has none. */
public final class AddRoleToInstanceProfile
        implements Operation<AddRoleToInstanceProfileRequest, AddRoleToInstanceProfileResponse> {
    private final StateStore store;

    public AddRoleToInstanceProfile(StateStore store) {
        this.store = store;
    }

    @Override
    public AddRoleToInstanceProfileResponse call(AddRoleToInstanceProfileRequest in, CallContext call) {
        return store.transact(tx -> {
            InstanceProfile profile = InstanceProfiles.CATALOG.locked(tx, call.accountId(), in.instanceProfileName());
            Role role = Roles.HOLDERS.locked(tx, call.accountId(), in.roleName());
            if (!profile.roleNames().isEmpty()) {
                throw IamErrors.quota("InstanceSessionsPerInstanceProfile", 1);
            }
            tx.put(InstanceProfiles.TABLE, profile.withRoles(List.of(role.name())));
            return AddRoleToInstanceProfileResponse.builder().build();
        });
    }
}
