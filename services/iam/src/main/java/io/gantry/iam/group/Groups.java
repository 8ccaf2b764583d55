package io.gantry.iam.group;

import io.gantry.iam.policy.Holders;
import io.gantry.iam.resource.Catalog;
import io.gantry.iam.resource.Entity;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Index;
import io.gantry.state.Table;
import io.gantry.state.View;
import java.util.List;

/** The table of groups. */
public final class Groups {
    private static final int INLINE_SIZE = 5_120;
    private static final Index<Group> BY_ID =
            new Index<>("entity-id", group -> List.of(Entity.id(group.accountId(), group.entityId())));

    /** Groups by account and name. */
    public static final Table<Group> TABLE = new Table<>(
            "iam/group",
            Group::id,
            JsonRecordCodec.of(Group.class),
            List.of(BY_ID, Holders.byPolicy(), Holders.byBoundary()));

    /** All groups. */
    public static final Catalog<Group> CATALOG = new Catalog<>(
            TABLE,
            "The group with name %s cannot be found.",
            "Group with name %s already exists.",
            (group, tags) -> group);

    /** Groups as those who hold policies. */
    public static final Holders<Group> HOLDERS = new Holders<>(CATALOG, "group", Group::withPermissions, INLINE_SIZE);

    private Groups() {}

    /** The groups with these ids. */
    public static List<Group> withIds(View view, String accountId, List<String> groupIds) {
        return groupIds.stream()
                .flatMap(id -> view.list(TABLE, BY_ID, Entity.id(accountId, id)).stream())
                .toList();
    }
}
