package io.gantry.logs.group;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.TagLogGroupResponse;

/** Gives a group tags, as clients did before TagResource. */
public final class TagLogGroup implements Operation<TagLogGroupRequest, TagLogGroupResponse> {
    private final StateStore store;

    public TagLogGroup(StateStore store) {
        this.store = store;
    }

    @Override
    public TagLogGroupResponse call(TagLogGroupRequest in, CallContext call) {
        LogGroups.change(store, call, in.logGroupName(), group -> group.withTags(Tags.added(group.tags(), in.tags())));
        return TagLogGroupResponse.builder().build();
    }
}
