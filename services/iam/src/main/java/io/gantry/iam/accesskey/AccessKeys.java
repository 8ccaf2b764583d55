package io.gantry.iam.accesskey;

import io.gantry.iam.resource.Entity;
import io.gantry.iam.resource.IamErrors;
import io.gantry.iam.user.User;
import io.gantry.iam.user.UserUses;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Index;
import io.gantry.state.Table;
import io.gantry.state.View;
import java.util.List;

/** The table of access keys. */
public final class AccessKeys implements UserUses {
    static final int MOST = 2;

    private static final Index<AccessKey> BY_USER =
            new Index<>("user", key -> List.of(Entity.id(key.accountId(), key.userId())));

    /** Keys by their ids, which are unique over all accounts. */
    public static final Table<AccessKey> TABLE = new Table<>(
            "iam/access-key", AccessKey::accessKeyId, JsonRecordCodec.of(AccessKey.class), List.of(BY_USER));

    /** The keys of a user. */
    public static List<AccessKey> of(View view, User user) {
        return view.list(TABLE, BY_USER, Entity.id(user.accountId(), user.entityId()));
    }

    /**
     * A key of a user that a caller named.
     *
     * @throws AwsError NoSuchEntity
     */
    static AccessKey required(View view, User user, String accessKeyId) {
        return view.get(TABLE, accessKeyId)
                .filter(key -> key.userId().equals(user.entityId()))
                .orElseThrow(
                        () -> IamErrors.noSuchEntity("The Access Key with id " + accessKeyId + " cannot be found."));
    }

    @Override
    public boolean hasKeys(View view, User user) {
        return !of(view, user).isEmpty();
    }
}
