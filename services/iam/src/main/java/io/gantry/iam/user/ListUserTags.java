package io.gantry.iam.user;

import io.gantry.base.Page;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.iam.model.ListUserTagsRequest;
import software.amazon.awssdk.services.iam.model.ListUserTagsResponse;
import software.amazon.awssdk.services.iam.model.Tag;

/** Lists the tags of a user. */
public final class ListUserTags implements Operation<ListUserTagsRequest, ListUserTagsResponse> {
    private final StateStore store;

    public ListUserTags(StateStore store) {
        this.store = store;
    }

    @Override
    public ListUserTagsResponse call(ListUserTagsRequest in, CallContext call) {
        Page<Tag> page = Users.CATALOG.tags(store, call, in.userName(), in.marker(), in.maxItems());
        return ListUserTagsResponse.builder()
                .tags(page.items())
                .isTruncated(page.nextToken().isPresent())
                .marker(page.nextToken().orElse(null))
                .build();
    }
}
