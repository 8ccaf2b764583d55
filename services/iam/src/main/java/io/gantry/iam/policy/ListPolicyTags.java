package io.gantry.iam.policy;

import io.gantry.base.Page;
import io.gantry.iam.resource.Listing;
import io.gantry.iam.resource.Tags;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsRequest;
import software.amazon.awssdk.services.iam.model.ListPolicyTagsResponse;
import software.amazon.awssdk.services.iam.model.Tag;

/** Lists the tags of a managed policy. */
public final class ListPolicyTags implements Operation<ListPolicyTagsRequest, ListPolicyTagsResponse> {
    private final StateStore store;

    public ListPolicyTags(StateStore store) {
        this.store = store;
    }

    @Override
    public ListPolicyTagsResponse call(ListPolicyTagsRequest in, CallContext call) {
        ManagedPolicy policy = ManagedPolicies.required(store.view(), call.accountId(), in.policyArn());
        Page<Tag> page = Listing.page(Tags.toShape(policy.tags()), Tag::key, in.marker(), in.maxItems());
        return ListPolicyTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }
}
