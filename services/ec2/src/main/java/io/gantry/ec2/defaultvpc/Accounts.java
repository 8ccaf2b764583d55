package io.gantry.ec2.defaultvpc;

import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Table;

/** The table of accounts by region that have got their default VPC. */
public final class Accounts {
    /** Accounts by scope. */
    public static final Table<Account> TABLE =
            Table.of("ec2/account", account -> account.scope().id(""), JsonRecordCodec.of(Account.class));

    private Accounts() {}
}
