package io.gantry.iam.instanceprofile;

import io.gantry.iam.resource.Tags;
import io.gantry.iam.role.RoleShapes;
import io.gantry.iam.role.Roles;
import io.gantry.state.View;

/** Instance profiles as answers carry them. */
public final class InstanceProfileShapes {
    private InstanceProfileShapes() {}

    /** A profile with its role, in a listing. */
    public static software.amazon.awssdk.services.iam.model.InstanceProfile.Builder listed(
            View view, InstanceProfile profile) {
        return software.amazon.awssdk.services.iam.model.InstanceProfile.builder()
                .instanceProfileName(profile.name())
                .instanceProfileId(profile.entityId())
                .arn(profile.arn())
                .path(profile.path())
                .createDate(profile.createDate())
                .roles(profile.roleNames().stream()
                        .flatMap(name -> Roles.CATALOG.find(view, profile.accountId(), name).stream())
                        .map(role -> RoleShapes.listed(role).build())
                        .toList());
    }

    static software.amazon.awssdk.services.iam.model.InstanceProfile whole(View view, InstanceProfile profile) {
        software.amazon.awssdk.services.iam.model.InstanceProfile.Builder whole = listed(view, profile);
        return profile.tags().isEmpty()
                ? whole.build()
                : whole.tags(Tags.toShape(profile.tags())).build();
    }
}
