package io.gantry.iam;

import io.gantry.iam.policy.CreatePolicy;
import io.gantry.iam.policy.CreatePolicyVersion;
import io.gantry.iam.policy.DeletePolicy;
import io.gantry.iam.policy.DeletePolicyVersion;
import io.gantry.iam.policy.GetPolicy;
import io.gantry.iam.policy.GetPolicyVersion;
import io.gantry.iam.policy.ListEntitiesForPolicy;
import io.gantry.iam.policy.ListPolicies;
import io.gantry.iam.policy.ListPolicyTags;
import io.gantry.iam.policy.ListPolicyVersions;
import io.gantry.iam.policy.SetDefaultPolicyVersion;
import io.gantry.iam.policy.TagPolicy;
import io.gantry.iam.policy.UntagPolicy;
import io.gantry.models.iam.IamApi;
import io.gantry.wire.Offers;

/** What the room offers about managed policies. */
final class PolicyOffers {
    private PolicyOffers() {}

    static void all(Offers offers, World world) {
        offers.with(IamApi.CREATE_POLICY, new CreatePolicy(world.store(), world.attachments()))
                .with(IamApi.CREATE_POLICY_VERSION, new CreatePolicyVersion(world.store()))
                .with(IamApi.DELETE_POLICY, new DeletePolicy(world.store(), world.attachments()))
                .with(IamApi.DELETE_POLICY_VERSION, new DeletePolicyVersion(world.store()))
                .with(IamApi.GET_POLICY, new GetPolicy(world.store(), world.attachments()))
                .with(IamApi.GET_POLICY_VERSION, new GetPolicyVersion(world.store()))
                .with(IamApi.LIST_ENTITIES_FOR_POLICY, new ListEntitiesForPolicy(world.store(), world.attachments()))
                .with(IamApi.LIST_POLICIES, new ListPolicies(world.store(), world.attachments()))
                .with(IamApi.LIST_POLICY_TAGS, new ListPolicyTags(world.store()))
                .with(IamApi.LIST_POLICY_VERSIONS, new ListPolicyVersions(world.store()))
                .with(IamApi.SET_DEFAULT_POLICY_VERSION, new SetDefaultPolicyVersion(world.store()))
                .with(IamApi.TAG_POLICY, new TagPolicy(world.store()))
                .with(IamApi.UNTAG_POLICY, new UntagPolicy(world.store()));
    }
}
