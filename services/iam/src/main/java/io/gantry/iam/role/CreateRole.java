package io.gantry.iam.role;

import io.gantry.iam.policy.Boundaries;
import io.gantry.iam.policy.PolicyDocuments;
import io.gantry.iam.resource.EntityIds;
import io.gantry.iam.resource.IamErrors;
import io.gantry.iam.resource.Names;
import io.gantry.iam.resource.Permissions;
import io.gantry.iam.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;

/** Makes a role without permissions. */
public final class CreateRole implements Operation<CreateRoleRequest, CreateRoleResponse> {
    private final StateStore store;

    public CreateRole(StateStore store) {
        this.store = store;
    }

    @Override
    public CreateRoleResponse call(CreateRoleRequest in, CallContext call) {
        String trust = PolicyDocuments.trust(in.assumeRolePolicyDocument());
        String path = Names.path(in.path());
        if (path.startsWith("/aws-service-role/")) {
            throw IamErrors.invalidInput("Service linked roles are created by CreateServiceLinkedRole.");
        }
        Map<String, String> tags = Tags.of(in.tags());
        return store.transact(tx -> {
            Role role = new Role(
                    call.accountId(),
                    in.roleName(),
                    EntityIds.newId(tx, "AROA"),
                    path,
                    tx.now().truncatedTo(ChronoUnit.SECONDS),
                    trust,
                    in.description() == null ? "" : in.description(),
                    in.maxSessionDuration() == null ? Roles.SESSION_SECONDS : in.maxSessionDuration(),
                    Permissions.NONE,
                    Boundaries.entered(tx, call.accountId(), in.permissionsBoundary()),
                    false,
                    tags);
            Roles.CATALOG.putNew(tx, role);
            return CreateRoleResponse.builder().role(RoleShapes.whole(role)).build();
        });
    }
}
