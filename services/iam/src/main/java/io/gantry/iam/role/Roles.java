package io.gantry.iam.role;

import io.gantry.iam.policy.Holders;
import io.gantry.iam.resource.Catalog;
import io.gantry.iam.resource.Entity;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Index;
import io.gantry.state.Table;
import io.gantry.state.View;
import java.util.List;
import java.util.Optional;

/** The table of roles. */
public final class Roles {
    /** The longest session of a role that says nothing else, and of a role that is assumed by a role. */
    static final int SESSION_SECONDS = 3_600;

    private static final int INLINE_SIZE = 10_240;
    private static final Index<Role> BY_ID =
            new Index<>("entity-id", role -> List.of(Entity.id(role.accountId(), role.entityId())));

    /** Roles by account and name. */
    public static final Table<Role> TABLE = new Table<>(
            "iam/role",
            Role::id,
            JsonRecordCodec.of(Role.class),
            List.of(BY_ID, Holders.byPolicy(), Holders.byBoundary()));

    /** All roles. */
    public static final Catalog<Role> CATALOG = new Catalog<>(
            TABLE, "The role with name %s cannot be found.", "Role with name %s already exists.", Role::withTags);

    /** Roles as those who hold policies. */
    public static final Holders<Role> HOLDERS = new Holders<>(CATALOG, "role", Role::withPermissions, INLINE_SIZE);

    private Roles() {}

    /** The role with this unique id. */
    public static Optional<Role> withId(View view, String accountId, String roleId) {
        return view.list(TABLE, BY_ID, Entity.id(accountId, roleId)).stream().findFirst();
    }
}
