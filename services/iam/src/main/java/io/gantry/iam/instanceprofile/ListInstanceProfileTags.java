package io.gantry.iam.instanceprofile;

import io.gantry.base.Page;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.ListInstanceProfileTagsRequest;
import software.amazon.awssdk.services.iam.model.ListInstanceProfileTagsResponse;
import software.amazon.awssdk.services.iam.model.Tag;

/** Lists the tags of an instance profile. */
public final class ListInstanceProfileTags
        implements Operation<ListInstanceProfileTagsRequest, ListInstanceProfileTagsResponse> {
    private final StateStore store;

    public ListInstanceProfileTags(StateStore store) {
        this.store = store;
    }

    @Override
    public ListInstanceProfileTagsResponse call(ListInstanceProfileTagsRequest in, CallContext call) {
        Page<Tag> page =
                InstanceProfiles.CATALOG.tags(store, call, in.instanceProfileName(), in.marker(), in.maxItems());
        return ListInstanceProfileTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }
}
