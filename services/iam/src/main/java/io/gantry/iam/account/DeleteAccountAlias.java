package io.gantry.iam.account;

import io.gantry.iam.resource.Account;
import io.gantry.iam.resource.Accounts;
import io.gantry.iam.resource.IamErrors;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.DeleteAccountAliasRequest;
import software.amazon.awssdk.services.iam.model.DeleteAccountAliasResponse;

/** Takes the name from the account. */
public final class DeleteAccountAlias implements Operation<DeleteAccountAliasRequest, DeleteAccountAliasResponse> {
    private final StateStore store;

    public DeleteAccountAlias(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteAccountAliasResponse call(DeleteAccountAliasRequest in, CallContext call) {
        return store.transact(tx -> {
            Account account = Accounts.change(tx, call.accountId());
            if (!account.alias().equals(Optional.of(in.accountAlias()))) {
                throw IamErrors.noSuchEntity("The account alias " + in.accountAlias() + " cannot be found.");
            }
            tx.put(Accounts.TABLE, account.withAlias(Optional.empty()));
            return DeleteAccountAliasResponse.builder().build();
        });
    }
}
