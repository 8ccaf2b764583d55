package io.gantry.iam.resource;

import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.Optional;

/** The table of accounts. */
public final class Accounts {
    /** Accounts by id. */
    public static final Table<Account> TABLE =
            Table.of("iam/account", Account::accountId, JsonRecordCodec.of(Account.class));

    private Accounts() {}

    /** The account; one that nothing was ever made in is empty. */
    public static Account of(View view, String accountId) {
        return view.get(TABLE, accountId).orElseGet(() -> new Account(accountId, 0, Optional.empty()));
    }

    /** Excludes every other change of the account's IAM that has not seen this one. */
    public static Account change(Tx tx, String accountId) {
        Account account = of(tx, accountId).changed();
        tx.put(TABLE, account);
        return account;
    }
}
