package io.gantry.iam.accesskey;

import io.gantry.iam.resource.Accounts;
import io.gantry.iam.user.Callers;
import io.gantry.iam.user.User;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccessKeyResponse;

/** Deletes a key; the next call that it signs is refused. */
public final class DeleteAccessKey implements Operation<DeleteAccessKeyRequest, DeleteAccessKeyResponse> {
    private final StateStore store;

    public DeleteAccessKey(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteAccessKeyResponse call(DeleteAccessKeyRequest in, CallContext call) {
        return store.transact(tx -> {
            User user = Callers.user(tx, call, in.userName());
            Accounts.change(tx, call.accountId());
            tx.delete(
                    AccessKeys.TABLE,
                    AccessKeys.required(tx, user, in.accessKeyId()).accessKeyId());
            return DeleteAccessKeyResponse.builder().build();
        });
    }
}
