package io.gantry.iam.user;

import io.gantry.iam.resource.Names;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.UpdateUserRequest;
import software.amazon.awssdk.services.iam.model.UpdateUserResponse;

/** Gives a user another name or path. Its keys, groups and policies stay. */
public final class UpdateUser implements Operation<UpdateUserRequest, UpdateUserResponse> {
    private final StateStore store;

    public UpdateUser(StateStore store) {
        this.store = store;
    }

    @Override
    public UpdateUserResponse call(UpdateUserRequest in, CallContext call) {
        return store.transact(tx -> {
            User user = Users.CATALOG.locked(tx, call.accountId(), in.userName());
            User renamed = user.renamed(
                    Names.text(in.newUserName()).orElse(user.name()),
                    Names.text(in.newPath()).map(Names::path).orElse(user.path()));
            tx.delete(Users.TABLE, user.id());
            Users.CATALOG.putNew(tx, renamed);
            return UpdateUserResponse.builder().build();
        });
    }
}
