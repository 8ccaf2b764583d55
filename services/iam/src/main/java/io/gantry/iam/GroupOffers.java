package io.gantry.iam;

import io.gantry.iam.group.AttachGroupPolicy;
import io.gantry.iam.group.CreateGroup;
import io.gantry.iam.group.DeleteGroupPolicy;
import io.gantry.iam.group.DetachGroupPolicy;
import io.gantry.iam.group.GetGroupPolicy;
import io.gantry.iam.group.ListAttachedGroupPolicies;
import io.gantry.iam.group.ListGroupPolicies;
import io.gantry.iam.group.ListGroups;
import io.gantry.iam.group.PutGroupPolicy;
import io.gantry.iam.group.UpdateGroup;
import io.gantry.models.iam.IamApi;
import io.gantry.wire.Offers;

/** What the room offers about groups. */
final class GroupOffers {
    private GroupOffers() {}

    static void all(Offers offers, World world) {
        offers.with(IamApi.ATTACH_GROUP_POLICY, new AttachGroupPolicy(world.store()))
                .with(IamApi.CREATE_GROUP, new CreateGroup(world.store()))
                .with(IamApi.DELETE_GROUP_POLICY, new DeleteGroupPolicy(world.store()))
                .with(IamApi.DETACH_GROUP_POLICY, new DetachGroupPolicy(world.store()))
                .with(IamApi.GET_GROUP_POLICY, new GetGroupPolicy(world.store()))
                .with(IamApi.LIST_ATTACHED_GROUP_POLICIES, new ListAttachedGroupPolicies(world.store()))
                .with(IamApi.LIST_GROUP_POLICIES, new ListGroupPolicies(world.store()))
                .with(IamApi.LIST_GROUPS, new ListGroups(world.store()))
                .with(IamApi.PUT_GROUP_POLICY, new PutGroupPolicy(world.store()))
                .with(IamApi.UPDATE_GROUP, new UpdateGroup(world.store()));
    }
}
