package io.gantry.iam.user;

import io.gantry.iam.group.Group;
import io.gantry.iam.policy.Holders;
import io.gantry.iam.resource.Catalog;
import io.gantry.iam.resource.Entity;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Index;
import io.gantry.state.Table;
import io.gantry.state.View;
import java.util.List;
import java.util.Optional;

/** The table of users. */
public final class Users {
    private static final int INLINE_SIZE = 2_048;
    private static final Index<User> BY_GROUP = new Index<>(
            "group",
            user -> user.groupIds().stream()
                    .map(groupId -> Entity.id(user.accountId(), groupId))
                    .toList());
    private static final Index<User> BY_ID =
            new Index<>("entity-id", user -> List.of(Entity.id(user.accountId(), user.entityId())));

    /** Users by account and name. */
    public static final Table<User> TABLE = new Table<>(
            "iam/user",
            User::id,
            JsonRecordCodec.of(User.class),
            List.of(BY_GROUP, BY_ID, Holders.byPolicy(), Holders.byBoundary()));

    /** All users. */
    public static final Catalog<User> CATALOG = new Catalog<>(
            TABLE, "The user with name %s cannot be found.", "User with name %s already exists.", User::withTags);

    /** Users as those who hold policies. */
    public static final Holders<User> HOLDERS = new Holders<>(CATALOG, "user", User::withPermissions, INLINE_SIZE);

    private Users() {}

    /** The members of a group. */
    public static List<User> in(View view, Group group) {
        return view.list(TABLE, BY_GROUP, Entity.id(group.accountId(), group.entityId()));
    }

    /** The user with this unique id. */
    public static Optional<User> withId(View view, String accountId, String userId) {
        return view.list(TABLE, BY_ID, Entity.id(accountId, userId)).stream().findFirst();
    }
}
