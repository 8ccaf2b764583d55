package io.gantry.iam.account;

import io.gantry.iam.resource.Accounts;
import io.gantry.iam.resource.IamErrors;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.CreateAccountAliasRequest;
import software.amazon.awssdk.services.iam.model.CreateAccountAliasResponse;

/** Gives the account a name; it has at most one, and a new one replaces the old. */
public final class CreateAccountAlias implements Operation<CreateAccountAliasRequest, CreateAccountAliasResponse> {
    private final StateStore store;

    public CreateAccountAlias(StateStore store) {
        this.store = store;
    }

    @Override
    public CreateAccountAliasResponse call(CreateAccountAliasRequest in, CallContext call) {
        if (in.accountAlias().matches("[0-9]{12}") || in.accountAlias().contains("--")) {
            throw IamErrors.validation("The account alias " + in.accountAlias() + " is not valid.");
        }
        return store.transact(tx -> {
            boolean taken = tx.list(Accounts.TABLE, "").stream()
                    .anyMatch(account -> account.alias().equals(Optional.of(in.accountAlias())));
            if (taken) {
                throw IamErrors.alreadyExists("The account alias " + in.accountAlias() + " already exists.");
            }
            tx.put(Accounts.TABLE, Accounts.change(tx, call.accountId()).withAlias(Optional.of(in.accountAlias())));
            return CreateAccountAliasResponse.builder().build();
        });
    }
}
