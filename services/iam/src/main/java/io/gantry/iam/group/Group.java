package io.gantry.iam.group;

import io.gantry.iam.resource.Holder;
import io.gantry.iam.resource.Permissions;
import java.time.Instant;
import java.util.Map;

/**
 * A group of users.
 *
 * @param entityId {@code AGPA...}, by which users know their groups: a group may be renamed
 */
public record Group(
        String accountId, String name, String entityId, String path, Instant createDate, Permissions permissions)
        implements Holder {
    @Override
    public String type() {
        return "group";
    }

    /** IAM's groups have none. */
    @Override
    public Map<String, String> tags() {
        return Map.of();
    }

    Group withPermissions(Permissions newPermissions) {
        return new Group(accountId, name, entityId, path, createDate, newPermissions);
    }

    Group renamed(String newName, String newPath) {
        return new Group(accountId, newName, entityId, newPath, createDate, permissions);
    }
}
