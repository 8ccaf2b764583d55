package io.gantry.iam.instanceprofile;

import io.gantry.iam.resource.Catalog;
import io.gantry.iam.resource.Entity;
import io.gantry.iam.role.Role;
import io.gantry.iam.role.RoleUses;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Index;
import io.gantry.state.Table;
import io.gantry.state.View;
import java.util.List;

/** The table of instance profiles. */
public final class InstanceProfiles implements RoleUses {
    private static final Index<InstanceProfile> BY_ROLE = new Index<>(
            "role",
            profile -> profile.roleNames().stream()
                    .map(roleName -> Entity.id(profile.accountId(), roleName))
                    .toList());

    /** Profiles by account and name. */
    public static final Table<InstanceProfile> TABLE = new Table<>(
            "iam/instance-profile", InstanceProfile::id, JsonRecordCodec.of(InstanceProfile.class), List.of(BY_ROLE));

    /** All profiles. */
    public static final Catalog<InstanceProfile> CATALOG = new Catalog<>(
            TABLE,
            "Instance Profile %s cannot be found.",
            "Instance Profile %s already exists.",
            InstanceProfile::withTags);

    /** The profiles that a role is in. */
    public static List<InstanceProfile> with(View view, Role role) {
        return view.list(TABLE, BY_ROLE, role.id());
    }

    @Override
    public boolean inProfile(View view, Role role) {
        return !with(view, role).isEmpty();
    }
}
