package io.gantry.logs.group;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.ListTagsLogGroupResponse;

/** A group's tags, as clients asked before ListTagsForResource. */
public final class ListTagsLogGroup implements Operation<ListTagsLogGroupRequest, ListTagsLogGroupResponse> {
    private final StateStore store;

    public ListTagsLogGroup(StateStore store) {
        this.store = store;
    }

    @Override
    public ListTagsLogGroupResponse call(ListTagsLogGroupRequest in, CallContext call) {
        LogGroup group = LogGroups.required(store.view(), call, in.logGroupName());
        return ListTagsLogGroupResponse.builder().tags(group.tags()).build();
    }
}
