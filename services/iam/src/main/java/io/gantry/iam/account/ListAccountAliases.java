package io.gantry.iam.account;

import io.gantry.iam.resource.Accounts;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesRequest;
import software.amazon.awssdk.services.iam.model.ListAccountAliasesResponse;

/** Lists the name of the account, if it has one. */
public final class ListAccountAliases implements Operation<ListAccountAliasesRequest, ListAccountAliasesResponse> {
    private final StateStore store;

    public ListAccountAliases(StateStore store) {
        this.store = store;
    }

    @Override
    public ListAccountAliasesResponse call(ListAccountAliasesRequest in, CallContext call) {
        return ListAccountAliasesResponse.builder()
                .accountAliases(Accounts.of(store.view(), call.accountId()).alias().stream()
                        .toList())
                .isTruncated(false)
                .build();
    }
}
