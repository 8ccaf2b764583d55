package io.gantry.iam.user;

import io.gantry.iam.policy.Boundaries;
import io.gantry.iam.resource.Tags;

/** Users as answers carry them. */
public final class UserShapes {
    private UserShapes() {}

    /** A user in a listing, which has neither boundary nor tags. */
    public static software.amazon.awssdk.services.iam.model.User.Builder listed(User user) {
        return software.amazon.awssdk.services.iam.model.User.builder()
                .userName(user.name())
                .userId(user.entityId())
                .arn(user.arn())
                .path(user.path())
                .createDate(user.createDate());
    }

    /** A user by itself. */
    public static software.amazon.awssdk.services.iam.model.User whole(User user) {
        software.amazon.awssdk.services.iam.model.User.Builder whole =
                listed(user).permissionsBoundary(Boundaries.toShape(user.permissionsBoundary()));
        return user.tags().isEmpty()
                ? whole.build()
                : whole.tags(Tags.toShape(user.tags())).build();
    }
}
