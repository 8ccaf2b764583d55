package io.gantry.iam.group;

/** Groups as answers carry them. */
public final class GroupShapes {
    private GroupShapes() {}

    /** A group. */
    public static software.amazon.awssdk.services.iam.model.Group of(Group group) {
        return software.amazon.awssdk.services.iam.model.Group.builder()
                .groupName(group.name())
                .groupId(group.entityId())
                .arn(group.arn())
                .path(group.path())
                .createDate(group.createDate())
                .build();
    }
}
