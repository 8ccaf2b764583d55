package io.gantry.iam.role;

import io.gantry.iam.policy.Boundaries;
import io.gantry.iam.resource.Documents;
import io.gantry.iam.resource.Tags;

/** Roles as answers carry them. */
public final class RoleShapes {
    private RoleShapes() {}

    /** A role in a listing, which has neither boundary, tags nor last use. */
    public static software.amazon.awssdk.services.iam.model.Role.Builder listed(Role role) {
        return software.amazon.awssdk.services.iam.model.Role.builder()
                .roleName(role.name())
                .roleId(role.entityId())
                .arn(role.arn())
                .path(role.path())
                .createDate(role.createDate())
                .assumeRolePolicyDocument(Documents.encoded(role.trustPolicy()))
                .description(role.description().isEmpty() ? null : role.description())
                .maxSessionDuration(role.maxSessionSeconds());
    }

    /** A role by itself. */
    public static software.amazon.awssdk.services.iam.model.Role whole(Role role) {
        software.amazon.awssdk.services.iam.model.Role.Builder whole =
                listed(role).permissionsBoundary(Boundaries.toShape(role.permissionsBoundary()));
        return role.tags().isEmpty()
                ? whole.build()
                : whole.tags(Tags.toShape(role.tags())).build();
    }
}
