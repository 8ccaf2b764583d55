package io.gantry.iam.user;

import io.gantry.iam.resource.Holder;
import io.gantry.iam.resource.IamErrors;
import io.gantry.iam.resource.Permissions;
import io.gantry.iam.resource.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A user.
 *
 * @param entityId {@code AIDA...}, by which its keys know it: a user may be renamed
 * @param groupIds of the groups that it is in, in the order in which it came
 */
public record User(
        String accountId,
        String name,
        String entityId,
        String path,
        Instant createDate,
        Permissions permissions,
        Optional<String> permissionsBoundary,
        List<String> groupIds,
        Map<String, String> tags)
        implements Holder {
    private static final int MOST_GROUPS = 10;

    public User {
        groupIds = List.copyOf(groupIds);
        tags = Tags.sorted(tags);
    }

    @Override
    public String type() {
        return "user";
    }

    User withPermissions(Permissions newPermissions) {
        return new User(
                accountId, name, entityId, path, createDate, newPermissions, permissionsBoundary, groupIds, tags);
    }

    User withBoundary(Optional<String> boundary) {
        return new User(accountId, name, entityId, path, createDate, permissions, boundary, groupIds, tags);
    }

    User withTags(Map<String, String> newTags) {
        return new User(
                accountId, name, entityId, path, createDate, permissions, permissionsBoundary, groupIds, newTags);
    }

    User renamed(String newName, String newPath) {
        return new User(
                accountId, newName, entityId, newPath, createDate, permissions, permissionsBoundary, groupIds, tags);
    }

    /**
     * In one more group.
     *
     * @throws AwsError LimitExceeded
     */
    User joining(String groupId) {
        if (groupIds.contains(groupId)) {
            return this;
        }
        if (groupIds.size() >= MOST_GROUPS) {
            throw IamErrors.quota("GroupsPerUser", MOST_GROUPS);
        }
        List<String> more = new ArrayList<>(groupIds);
        more.add(groupId);
        return inGroups(more);
    }

    User leaving(String groupId) {
        return inGroups(groupIds.stream().filter(id -> !id.equals(groupId)).toList());
    }

    private User inGroups(List<String> newGroupIds) {
        return new User(
                accountId, name, entityId, path, createDate, permissions, permissionsBoundary, newGroupIds, tags);
    }
}
