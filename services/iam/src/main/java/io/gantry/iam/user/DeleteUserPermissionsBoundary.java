package io.gantry.iam.user;

import io.gantry.iam.resource.IamErrors;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserPermissionsBoundaryResponse;

/** Takes the boundary from a user. */
public final class DeleteUserPermissionsBoundary
        implements Operation<DeleteUserPermissionsBoundaryRequest, DeleteUserPermissionsBoundaryResponse> {
    private final StateStore store;

    public DeleteUserPermissionsBoundary(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteUserPermissionsBoundaryResponse call(DeleteUserPermissionsBoundaryRequest in, CallContext call) {
        return store.transact(tx -> {
            User user = Users.HOLDERS.locked(tx, call.accountId(), in.userName());
            if (user.permissionsBoundary().isEmpty()) {
                throw IamErrors.noSuchEntity("User " + user.name() + " has no permissions boundary.");
            }
            tx.put(Users.TABLE, user.withBoundary(Optional.empty()));
            return DeleteUserPermissionsBoundaryResponse.builder().build();
        });
    }
}
