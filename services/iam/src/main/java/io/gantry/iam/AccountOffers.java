package io.gantry.iam;

import io.gantry.iam.account.CreateAccountAlias;
import io.gantry.iam.account.DeleteAccountAlias;
import io.gantry.iam.account.GetAccountAuthorizationDetails;
import io.gantry.iam.account.GetAccountSummary;
import io.gantry.iam.account.ListAccountAliases;
import io.gantry.models.iam.IamApi;
import io.gantry.wire.Offers;

/** What the room offers about the account. */
final class AccountOffers {
    private AccountOffers() {}

    static void all(Offers offers, World world) {
        offers.with(IamApi.CREATE_ACCOUNT_ALIAS, new CreateAccountAlias(world.store()))
                .with(IamApi.DELETE_ACCOUNT_ALIAS, new DeleteAccountAlias(world.store()))
                .with(
                        IamApi.GET_ACCOUNT_AUTHORIZATION_DETAILS,
                        new GetAccountAuthorizationDetails(world.store(), world.attachments()))
                .with(IamApi.GET_ACCOUNT_SUMMARY, new GetAccountSummary(world.store()))
                .with(IamApi.LIST_ACCOUNT_ALIASES, new ListAccountAliases(world.store()));
    }
}
