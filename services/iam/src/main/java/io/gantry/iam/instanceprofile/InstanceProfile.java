package io.gantry.iam.instanceprofile;

import io.gantry.iam.resource.Entity;
import io.gantry.iam.resource.Tags;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An instance profile.
 *
 * @param roleNames of the role in it; AWS allows one
 */
public record InstanceProfile(
        String accountId,
        String name,
        String entityId,
        String path,
        Instant createDate,
        List<String> roleNames,
        Map<String, String> tags)
        implements Entity {
    public InstanceProfile {
        roleNames = List.copyOf(roleNames);
        tags = Tags.sorted(tags);
    }

    @Override
    public String type() {
        return "instance-profile";
    }

    InstanceProfile withTags(Map<String, String> newTags) {
        return new InstanceProfile(accountId, name, entityId, path, createDate, roleNames, newTags);
    }

    InstanceProfile withRoles(List<String> newRoleNames) {
        return new InstanceProfile(accountId, name, entityId, path, createDate, newRoleNames, tags);
    }
}
