package io.gantry.iam.user;

import io.gantry.iam.policy.Holders;
import io.gantry.iam.resource.IamErrors;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.DeleteUserRequest;
import software.amazon.awssdk.services.iam.model.DeleteUserResponse;

/** Deletes a user that has neither keys, groups nor policies. */
public final class DeleteUser implements Operation<DeleteUserRequest, DeleteUserResponse> {
    private final StateStore store;
    private final UserUses uses;

    public DeleteUser(StateStore store, UserUses uses) {
        this.store = store;
        this.uses = uses;
    }

    @Override
    public DeleteUserResponse call(DeleteUserRequest in, CallContext call) {
        return store.transact(tx -> {
            User user = Users.CATALOG.locked(tx, call.accountId(), in.userName());
            if (!user.groupIds().isEmpty()) {
                throw IamErrors.deleteConflict("Cannot delete entity, must remove users from group first.");
            }
            if (uses.hasKeys(tx, user)) {
                throw IamErrors.deleteConflict("Cannot delete entity, must delete access keys first.");
            }
            Holders.checkEmpty(user);
            tx.delete(Users.TABLE, user.id());
            return DeleteUserResponse.builder().build();
        });
    }
}
