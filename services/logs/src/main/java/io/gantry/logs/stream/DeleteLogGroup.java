package io.gantry.logs.stream;

import io.gantry.logs.group.LogGroup;
import io.gantry.logs.group.LogGroups;
import io.gantry.logs.group.LogsErrors;
import io.gantry.logs.port.LogStore;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogGroupResponse;

/**
 * Deletes a log group with all that is in it. The group goes first, so nothing can be added; what a crash leaves of the rest is
 * swept later, since nobody has the group's storage id any more.
 */
public final class DeleteLogGroup implements Operation<DeleteLogGroupRequest, DeleteLogGroupResponse> {
    private final StateStore store;
    private final LogStore events;

    public DeleteLogGroup(StateStore store, LogStore events) {
        this.store = store;
        this.events = events;
    }

    @Override
    public DeleteLogGroupResponse call(DeleteLogGroupRequest in, CallContext call) {
        LogGroup deleted = store.transact(tx -> {
            LogGroup group = LogGroups.required(tx, call, in.logGroupName());
            if (group.deletionProtected()) {
                throw LogsErrors.deletionProtected();
            }
            tx.delete(LogGroups.TABLE, group.id());
            return group;
        });
        LogStreams.delete(store, LogStreams.withPrefix(store.view(), deleted, ""));
        events.delete(deleted.storageId());
        return DeleteLogGroupResponse.builder().build();
    }
}
