package io.gantry.iam.account;

import io.gantry.iam.group.Group;
import io.gantry.iam.group.Groups;
import io.gantry.iam.instanceprofile.InstanceProfileShapes;
import io.gantry.iam.instanceprofile.InstanceProfiles;
import io.gantry.iam.policy.Attachments;
import io.gantry.iam.policy.Boundaries;
import io.gantry.iam.policy.Holders;
import io.gantry.iam.policy.ManagedPolicy;
import io.gantry.iam.policy.PolicyShapes;
import io.gantry.iam.resource.Documents;
import io.gantry.iam.resource.Holder;
import io.gantry.iam.resource.Tags;
import io.gantry.iam.role.Role;
import io.gantry.iam.user.User;
import io.gantry.state.View;
import java.util.List;
import software.amazon.awssdk.services.iam.model.GroupDetail;
import software.amazon.awssdk.services.iam.model.ManagedPolicyDetail;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.UserDetail;

/** Users, groups, roles and managed policies with all that says what they may do. */
final class Details {
    private Details() {}

    static UserDetail of(View view, User user) {
        return UserDetail.builder()
                .userName(user.name())
                .userId(user.entityId())
                .arn(user.arn())
                .path(user.path())
                .createDate(user.createDate())
                .userPolicyList(inline(user))
                .groupList(Groups.withIds(view, user.accountId(), user.groupIds()).stream()
                        .map(Group::name)
                        .toList())
                .attachedManagedPolicies(Holders.attached(view, user))
                .permissionsBoundary(Boundaries.toShape(user.permissionsBoundary()))
                .tags(Tags.toShape(user.tags()))
                .build();
    }

    static GroupDetail of(View view, Group group) {
        return GroupDetail.builder()
                .groupName(group.name())
                .groupId(group.entityId())
                .arn(group.arn())
                .path(group.path())
                .createDate(group.createDate())
                .groupPolicyList(inline(group))
                .attachedManagedPolicies(Holders.attached(view, group))
                .build();
    }

    static RoleDetail of(View view, Role role) {
        return RoleDetail.builder()
                .roleName(role.name())
                .roleId(role.entityId())
                .arn(role.arn())
                .path(role.path())
                .createDate(role.createDate())
                .assumeRolePolicyDocument(Documents.encoded(role.trustPolicy()))
                .instanceProfileList(InstanceProfiles.with(view, role).stream()
                        .map(profile ->
                                InstanceProfileShapes.listed(view, profile).build())
                        .toList())
                .rolePolicyList(inline(role))
                .attachedManagedPolicies(Holders.attached(view, role))
                .permissionsBoundary(Boundaries.toShape(role.permissionsBoundary()))
                .tags(Tags.toShape(role.tags()))
                .build();
    }

    static ManagedPolicyDetail of(View view, String accountId, ManagedPolicy policy, Attachments attachments) {
        return ManagedPolicyDetail.builder()
                .policyName(policy.name())
                .policyId(policy.entityId())
                .arn(policy.arn())
                .path(policy.path())
                .defaultVersionId(policy.defaultVersionId())
                .attachmentCount(attachments.count(view, accountId, policy.arn()))
                .permissionsBoundaryUsageCount(attachments.boundaries(view, accountId, policy.arn()))
                .isAttachable(true)
                .createDate(policy.createDate())
                .updateDate(policy.updateDate())
                .policyVersionList(policy.versions().stream()
                        .map(version -> PolicyShapes.whole(policy, version))
                        .toList())
                .build();
    }

    private static List<PolicyDetail> inline(Holder holder) {
        return holder.permissions().inline().entrySet().stream()
                .map(policy -> PolicyDetail.builder()
                        .policyName(policy.getKey())
                        .policyDocument(Documents.encoded(policy.getValue()))
                        .build())
                .toList();
    }
}
