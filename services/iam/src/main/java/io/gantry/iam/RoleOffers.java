package io.gantry.iam;

import io.gantry.iam.instanceprofile.InstanceProfiles;
import io.gantry.iam.role.AttachRolePolicy;
import io.gantry.iam.role.CreateRole;
import io.gantry.iam.role.CreateServiceLinkedRole;
import io.gantry.iam.role.DeleteRole;
import io.gantry.iam.role.DeleteRolePermissionsBoundary;
import io.gantry.iam.role.DeleteRolePolicy;
import io.gantry.iam.role.DeleteServiceLinkedRole;
import io.gantry.iam.role.DetachRolePolicy;
import io.gantry.iam.role.GetRole;
import io.gantry.iam.role.GetRolePolicy;
import io.gantry.iam.role.GetServiceLinkedRoleDeletionStatus;
import io.gantry.iam.role.ListAttachedRolePolicies;
import io.gantry.iam.role.ListRolePolicies;
import io.gantry.iam.role.ListRoleTags;
import io.gantry.iam.role.ListRoles;
import io.gantry.iam.role.PutRolePermissionsBoundary;
import io.gantry.iam.role.PutRolePolicy;
import io.gantry.iam.role.TagRole;
import io.gantry.iam.role.UntagRole;
import io.gantry.iam.role.UpdateAssumeRolePolicy;
import io.gantry.iam.role.UpdateRole;
import io.gantry.iam.role.UpdateRoleDescription;
import io.gantry.models.iam.IamApi;
import io.gantry.wire.Offers;

/** What the room offers about roles. */
final class RoleOffers {
    private RoleOffers() {}

    static void all(Offers offers, World world) {
        offers.with(IamApi.ATTACH_ROLE_POLICY, new AttachRolePolicy(world.store()))
                .with(IamApi.CREATE_ROLE, new CreateRole(world.store()))
                .with(IamApi.CREATE_SERVICE_LINKED_ROLE, new CreateServiceLinkedRole(world.store()))
                .with(IamApi.DELETE_ROLE, new DeleteRole(world.store(), new InstanceProfiles()))
                .with(IamApi.DELETE_ROLE_PERMISSIONS_BOUNDARY, new DeleteRolePermissionsBoundary(world.store()))
                .with(IamApi.DELETE_ROLE_POLICY, new DeleteRolePolicy(world.store()))
                .with(IamApi.DELETE_SERVICE_LINKED_ROLE, new DeleteServiceLinkedRole(world.store()))
                .with(IamApi.DETACH_ROLE_POLICY, new DetachRolePolicy(world.store()))
                .with(IamApi.GET_ROLE, new GetRole(world.store()))
                .with(IamApi.GET_ROLE_POLICY, new GetRolePolicy(world.store()))
                .with(IamApi.GET_SERVICE_LINKED_ROLE_DELETION_STATUS, new GetServiceLinkedRoleDeletionStatus())
                .with(IamApi.LIST_ATTACHED_ROLE_POLICIES, new ListAttachedRolePolicies(world.store()))
                .with(IamApi.LIST_ROLE_POLICIES, new ListRolePolicies(world.store()))
                .with(IamApi.LIST_ROLE_TAGS, new ListRoleTags(world.store()))
                .with(IamApi.LIST_ROLES, new ListRoles(world.store()))
                .with(IamApi.PUT_ROLE_PERMISSIONS_BOUNDARY, new PutRolePermissionsBoundary(world.store()))
                .with(IamApi.PUT_ROLE_POLICY, new PutRolePolicy(world.store()))
                .with(IamApi.TAG_ROLE, new TagRole(world.store()))
                .with(IamApi.UNTAG_ROLE, new UntagRole(world.store()))
                .with(IamApi.UPDATE_ASSUME_ROLE_POLICY, new UpdateAssumeRolePolicy(world.store()))
                .with(IamApi.UPDATE_ROLE, new UpdateRole(world.store()))
                .with(IamApi.UPDATE_ROLE_DESCRIPTION, new UpdateRoleDescription(world.store()));
    }
}
