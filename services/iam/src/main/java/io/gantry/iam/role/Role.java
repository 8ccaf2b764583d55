package io.gantry.iam.role;

import io.gantry.iam.resource.Holder;
import io.gantry.iam.resource.Permissions;
import io.gantry.iam.resource.Tags;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A role.
 *
 * @param entityId {@code AROA...}: credentials of a role that was deleted are not those of its successor
 * @param trustPolicy who may assume it, as it was sent
 * @param maxSessionSeconds the longest session, 3600 to 43200
 * @param serviceLinked whether it belongs to a service
 */
public record Role(
        String accountId,
        String name,
        String entityId,
        String path,
        Instant createDate,
        String trustPolicy,
        String description,
        int maxSessionSeconds,
        Permissions permissions,
        Optional<String> permissionsBoundary,
        boolean serviceLinked,
        Map<String, String> tags)
        implements Holder {
    public Role {
        tags = Tags.sorted(tags);
    }

    @Override
    public String type() {
        return "role";
    }

    Role withPermissions(Permissions newPermissions) {
        return copy(trustPolicy, newPermissions, permissionsBoundary, tags);
    }

    Role withBoundary(Optional<String> boundary) {
        return copy(trustPolicy, permissions, boundary, tags);
    }

    Role withTags(Map<String, String> newTags) {
        return copy(trustPolicy, permissions, permissionsBoundary, newTags);
    }

    Role withTrustPolicy(String document) {
        return copy(document, permissions, permissionsBoundary, tags);
    }

    Role described(String newDescription, int seconds) {
        return new Role(
                accountId,
                name,
                entityId,
                path,
                createDate,
                trustPolicy,
                newDescription,
                seconds,
                permissions,
                permissionsBoundary,
                serviceLinked,
                tags);
    }

    private Role copy(
            String newTrust, Permissions newPermissions, Optional<String> newBoundary, Map<String, String> newTags) {
        return new Role(
                accountId,
                name,
                entityId,
                path,
                createDate,
                newTrust,
                description,
                maxSessionSeconds,
                newPermissions,
                newBoundary,
                serviceLinked,
                newTags);
    }
}
