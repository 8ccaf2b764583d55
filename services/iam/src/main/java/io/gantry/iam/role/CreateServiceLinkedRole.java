package io.gantry.iam.role;

import io.gantry.iam.resource.EntityIds;
import io.gantry.iam.resource.IamErrors;
import io.gantry.iam.resource.Names;
import io.gantry.iam.resource.Permissions;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleResponse;

/** Makes the role with which a service acts for its users. */
public final class CreateServiceLinkedRole
        implements Operation<CreateServiceLinkedRoleRequest, CreateServiceLinkedRoleResponse> {
    private final StateStore store;

    public CreateServiceLinkedRole(StateStore store) {
        this.store = store;
    }

    @Override
    public CreateServiceLinkedRoleResponse call(CreateServiceLinkedRoleRequest in, CallContext call) {
        LinkedRole service = LinkedRole.of(in.awsServiceName());
        String name = service.roleName(Names.text(in.customSuffix()));
        return store.transact(tx -> {
            if (Roles.CATALOG.find(tx, call.accountId(), name).isPresent()) {
                throw IamErrors.invalidInput("Service role name " + name
                        + " has been taken in this account, please try a different suffix.");
            }
            Role role = new Role(
                    call.accountId(),
                    name,
                    EntityIds.newId(tx, "AROA"),
                    service.path(),
                    tx.now().truncatedTo(ChronoUnit.SECONDS),
                    service.trustPolicy(),
                    in.description() == null ? "" : in.description(),
                    Roles.SESSION_SECONDS,
                    Permissions.NONE.attaching(service.policyArn()),
                    Optional.empty(),
                    true,
                    Map.of());
            Roles.CATALOG.putNew(tx, role);
            return CreateServiceLinkedRoleResponse.builder()
                    .role(RoleShapes.whole(role))
                    .build();
        });
    }
}
