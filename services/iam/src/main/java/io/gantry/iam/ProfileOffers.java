package io.gantry.iam;

import io.gantry.iam.instanceprofile.AddRoleToInstanceProfile;
import io.gantry.iam.instanceprofile.CreateInstanceProfile;
import io.gantry.iam.instanceprofile.DeleteInstanceProfile;
import io.gantry.iam.instanceprofile.GetInstanceProfile;
import io.gantry.iam.instanceprofile.ListInstanceProfileTags;
import io.gantry.iam.instanceprofile.ListInstanceProfiles;
import io.gantry.iam.instanceprofile.ListInstanceProfilesForRole;
import io.gantry.iam.instanceprofile.RemoveRoleFromInstanceProfile;
import io.gantry.iam.instanceprofile.TagInstanceProfile;
import io.gantry.iam.instanceprofile.UntagInstanceProfile;
import io.gantry.models.iam.IamApi;
import io.gantry.wire.Offers;

/** What the room offers about instance profiles. */
final class ProfileOffers {
    private ProfileOffers() {}

    static void all(Offers offers, World world) {
        offers.with(IamApi.ADD_ROLE_TO_INSTANCE_PROFILE, new AddRoleToInstanceProfile(world.store()))
                .with(IamApi.CREATE_INSTANCE_PROFILE, new CreateInstanceProfile(world.store()))
                .with(IamApi.DELETE_INSTANCE_PROFILE, new DeleteInstanceProfile(world.store()))
                .with(IamApi.GET_INSTANCE_PROFILE, new GetInstanceProfile(world.store()))
                .with(IamApi.LIST_INSTANCE_PROFILE_TAGS, new ListInstanceProfileTags(world.store()))
                .with(IamApi.LIST_INSTANCE_PROFILES, new ListInstanceProfiles(world.store()))
                .with(IamApi.LIST_INSTANCE_PROFILES_FOR_ROLE, new ListInstanceProfilesForRole(world.store()))
                .with(IamApi.REMOVE_ROLE_FROM_INSTANCE_PROFILE, new RemoveRoleFromInstanceProfile(world.store()))
                .with(IamApi.TAG_INSTANCE_PROFILE, new TagInstanceProfile(world.store()))
                .with(IamApi.UNTAG_INSTANCE_PROFILE, new UntagInstanceProfile(world.store()));
    }
}
