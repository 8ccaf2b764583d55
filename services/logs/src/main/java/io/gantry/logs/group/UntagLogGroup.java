package io.gantry.logs.group;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.UntagLogGroupResponse;

/** Takes tags off a group, as clients did before UntagResource. */
public final class UntagLogGroup implements Operation<UntagLogGroupRequest, UntagLogGroupResponse> {
    private final StateStore store;

    public UntagLogGroup(StateStore store) {
        this.store = store;
    }

    @Override
    public UntagLogGroupResponse call(UntagLogGroupRequest in, CallContext call) {
        LogGroups.change(
                store, call, in.logGroupName(), group -> group.withTags(Tags.removed(group.tags(), in.tags())));
        return UntagLogGroupResponse.builder().build();
    }
}
