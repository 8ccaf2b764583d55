package io.gantry.logs.group;

import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsForResourceResponse;

/** A group's tags. */
public final class ListTagsForResource implements Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> {
    private final StateStore store;

    public ListTagsForResource(StateStore store) {
        this.store = store;
    }

    @Override
    public ListTagsForResourceResponse call(ListTagsForResourceRequest in, CallContext call) {
        View view = store.view();
        LogGroup group = LogGroups.required(view, call, TaggedGroup.name(view, call, in.resourceArn()));
        return ListTagsForResourceResponse.builder().tags(group.tags()).build();
    }
}
