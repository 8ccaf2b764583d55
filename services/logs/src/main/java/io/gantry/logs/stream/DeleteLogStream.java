package io.gantry.logs.stream;

import io.gantry.logs.group.LogGroup;
import io.gantry.logs.group.LogGroups;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteLogStreamResponse;

/**
 * Deletes a log stream. Its events cannot be reached from then on; the room that they take is given back with the segments
 * that hold them, when those expire or the group is deleted.
 */
public final class DeleteLogStream implements Operation<DeleteLogStreamRequest, DeleteLogStreamResponse> {
    private final StateStore store;

    public DeleteLogStream(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteLogStreamResponse call(DeleteLogStreamRequest in, CallContext call) {
        store.transact(tx -> {
            LogGroup group = LogGroups.required(tx, call, in.logGroupName());
            LogStream stream = LogStreams.required(tx, group, in.logStreamName());
            tx.delete(LogStreams.TABLE, stream.id());
            return stream;
        });
        return DeleteLogStreamResponse.builder().build();
    }
}
