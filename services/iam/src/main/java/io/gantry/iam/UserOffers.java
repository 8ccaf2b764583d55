package io.gantry.iam;

import io.gantry.iam.accesskey.AccessKeys;
import io.gantry.iam.user.AddUserToGroup;
import io.gantry.iam.user.AttachUserPolicy;
import io.gantry.iam.user.CreateUser;
import io.gantry.iam.user.DeleteGroup;
import io.gantry.iam.user.DeleteUser;
import io.gantry.iam.user.DeleteUserPermissionsBoundary;
import io.gantry.iam.user.DeleteUserPolicy;
import io.gantry.iam.user.DetachUserPolicy;
import io.gantry.iam.user.GetGroup;
import io.gantry.iam.user.GetUser;
import io.gantry.iam.user.GetUserPolicy;
import io.gantry.iam.user.ListAttachedUserPolicies;
import io.gantry.iam.user.ListGroupsForUser;
import io.gantry.iam.user.ListUserPolicies;
import io.gantry.iam.user.ListUserTags;
import io.gantry.iam.user.ListUsers;
import io.gantry.iam.user.PutUserPermissionsBoundary;
import io.gantry.iam.user.PutUserPolicy;
import io.gantry.iam.user.RemoveUserFromGroup;
import io.gantry.iam.user.TagUser;
import io.gantry.iam.user.UntagUser;
import io.gantry.iam.user.UpdateUser;
import io.gantry.models.iam.IamApi;
import io.gantry.wire.Offers;

/** What the room offers about users. */
final class UserOffers {
    private UserOffers() {}

    static void all(Offers offers, World world) {
        offers.with(IamApi.ADD_USER_TO_GROUP, new AddUserToGroup(world.store()))
                .with(IamApi.ATTACH_USER_POLICY, new AttachUserPolicy(world.store()))
                .with(IamApi.CREATE_USER, new CreateUser(world.store()))
                .with(IamApi.DELETE_GROUP, new DeleteGroup(world.store()))
                .with(IamApi.DELETE_USER, new DeleteUser(world.store(), new AccessKeys()))
                .with(IamApi.DELETE_USER_PERMISSIONS_BOUNDARY, new DeleteUserPermissionsBoundary(world.store()))
                .with(IamApi.DELETE_USER_POLICY, new DeleteUserPolicy(world.store()))
                .with(IamApi.DETACH_USER_POLICY, new DetachUserPolicy(world.store()))
                .with(IamApi.GET_GROUP, new GetGroup(world.store()))
                .with(IamApi.GET_USER, new GetUser(world.store()))
                .with(IamApi.GET_USER_POLICY, new GetUserPolicy(world.store()))
                .with(IamApi.LIST_ATTACHED_USER_POLICIES, new ListAttachedUserPolicies(world.store()))
                .with(IamApi.LIST_GROUPS_FOR_USER, new ListGroupsForUser(world.store()))
                .with(IamApi.LIST_USER_POLICIES, new ListUserPolicies(world.store()))
                .with(IamApi.LIST_USER_TAGS, new ListUserTags(world.store()))
                .with(IamApi.LIST_USERS, new ListUsers(world.store()))
                .with(IamApi.PUT_USER_PERMISSIONS_BOUNDARY, new PutUserPermissionsBoundary(world.store()))
                .with(IamApi.PUT_USER_POLICY, new PutUserPolicy(world.store()))
                .with(IamApi.REMOVE_USER_FROM_GROUP, new RemoveUserFromGroup(world.store()))
                .with(IamApi.TAG_USER, new TagUser(world.store()))
                .with(IamApi.UNTAG_USER, new UntagUser(world.store()))
                .with(IamApi.UPDATE_USER, new UpdateUser(world.store()));
    }
}
