package io.gantry.iam.accesskey;

import io.gantry.base.Seal;
import io.gantry.iam.resource.Accounts;
import io.gantry.iam.resource.IamErrors;
import io.gantry.iam.user.Callers;
import io.gantry.iam.user.User;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.sigv4.AccessKeyIds;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyRequest;
import software.amazon.awssdk.services.iam.model.CreateAccessKeyResponse;
import software.amazon.awssdk.services.iam.model.StatusType;

/** Makes a key for a user. The secret is told now and never again. */
public final class CreateAccessKey implements Operation<CreateAccessKeyRequest, CreateAccessKeyResponse> {
    private final StateStore store;
    private final Seal seal;

    public CreateAccessKey(StateStore store, Seal seal) {
        this.store = store;
        this.seal = seal;
    }

    @Override
    public CreateAccessKeyResponse call(CreateAccessKeyRequest in, CallContext call) {
        return store.transact(tx -> {
            User user = Callers.user(tx, call, in.userName());
            Accounts.change(tx, call.accountId());
            if (AccessKeys.of(tx, user).size() >= AccessKeys.MOST) {
                throw IamErrors.quota("AccessKeysPerUser", AccessKeys.MOST);
            }
            String id = AccessKeyIds.of("AKIA", call.accountId(), tx.newSecret(AccessKeyIds.RANDOM_BYTES));
            String secret = AccessKeyIds.secret(tx.newSecret(AccessKeyIds.SECRET_BYTES));
            AccessKey key = new AccessKey(
                    call.accountId(),
                    id,
                    user.entityId(),
                    seal.seal(secret, AccessKey.binding(id)),
                    false,
                    tx.now().truncatedTo(ChronoUnit.SECONDS),
                    Optional.empty());
            tx.put(AccessKeys.TABLE, key);
            return CreateAccessKeyResponse.builder()
                    .accessKey(shape -> shape.userName(user.name())
                            .accessKeyId(id)
                            .status(StatusType.ACTIVE)
                            .secretAccessKey(secret)
                            .createDate(key.createDate()))
                    .build();
        });
    }
}
