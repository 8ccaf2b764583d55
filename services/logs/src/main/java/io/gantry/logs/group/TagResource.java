package io.gantry.logs.group;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagResourceResponse;

/** Gives a group tags. */
public final class TagResource implements Operation<TagResourceRequest, TagResourceResponse> {
    private final StateStore store;

    public TagResource(StateStore store) {
        this.store = store;
    }

    @Override
    public TagResourceResponse call(TagResourceRequest in, CallContext call) {
        LogGroups.change(
                store,
                call,
                TaggedGroup.name(store.view(), call, in.resourceArn()),
                group -> group.withTags(Tags.added(group.tags(), in.tags())));
        return TagResourceResponse.builder().build();
    }
}
