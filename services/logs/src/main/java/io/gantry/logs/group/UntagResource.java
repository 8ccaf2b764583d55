package io.gantry.logs.group;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagResourceRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagResourceResponse;

/** Takes tags off a group. */
public final class UntagResource implements Operation<UntagResourceRequest, UntagResourceResponse> {
    private final StateStore store;

    public UntagResource(StateStore store) {
        this.store = store;
    }

    @Override
    public UntagResourceResponse call(UntagResourceRequest in, CallContext call) {
        LogGroups.change(
                store,
                call,
                TaggedGroup.name(store.view(), call, in.resourceArn()),
                group -> group.withTags(Tags.removed(group.tags(), in.tagKeys())));
        return UntagResourceResponse.builder().build();
    }
}
