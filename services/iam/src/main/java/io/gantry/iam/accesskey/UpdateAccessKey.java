package io.gantry.iam.accesskey;

import io.gantry.iam.resource.Accounts;
import io.gantry.iam.resource.IamErrors;
import io.gantry.iam.user.Callers;
import io.gantry.iam.user.User;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAccessKeyResponse;

/** Lets a key sign, or lets it sign nothing. */
public final class UpdateAccessKey implements Operation<UpdateAccessKeyRequest, UpdateAccessKeyResponse> {
    private final StateStore store;

    public UpdateAccessKey(StateStore store) {
        this.store = store;
    }

    @Override
    public UpdateAccessKeyResponse call(UpdateAccessKeyRequest in, CallContext call) {
        return store.transact(tx -> {
            User user = Callers.user(tx, call, in.userName());
            Accounts.change(tx, call.accountId());
            AccessKey key = AccessKeys.required(tx, user, in.accessKeyId());
            if (in.status() != StatusType.ACTIVE && in.status() != StatusType.INACTIVE) {
                throw IamErrors.invalidInput("The status of a key is set to Active or Inactive.");
            }
            tx.put(AccessKeys.TABLE, key.withStatus(in.status() == StatusType.INACTIVE));
            return UpdateAccessKeyResponse.builder().build();
        });
    }
}
