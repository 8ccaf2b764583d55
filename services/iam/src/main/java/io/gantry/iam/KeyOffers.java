package io.gantry.iam;

import io.gantry.iam.accesskey.CreateAccessKey;
import io.gantry.iam.accesskey.DeleteAccessKey;
import io.gantry.iam.accesskey.GetAccessKeyLastUsed;
import io.gantry.iam.accesskey.ListAccessKeys;
import io.gantry.iam.accesskey.UpdateAccessKey;
import io.gantry.models.iam.IamApi;
import io.gantry.wire.Offers;

/** What the room offers about access keys. */
final class KeyOffers {
    private KeyOffers() {}

    static void all(Offers offers, World world) {
        offers.with(IamApi.CREATE_ACCESS_KEY, new CreateAccessKey(world.store(), world.seal()))
                .with(IamApi.DELETE_ACCESS_KEY, new DeleteAccessKey(world.store()))
                .with(IamApi.GET_ACCESS_KEY_LAST_USED, new GetAccessKeyLastUsed(world.store()))
                .with(IamApi.LIST_ACCESS_KEYS, new ListAccessKeys(world.store()))
                .with(IamApi.UPDATE_ACCESS_KEY, new UpdateAccessKey(world.store()));
    }
}
