package io.gantry.logs.stream;

import io.gantry.logs.group.LogGroup;
import io.gantry.logs.group.LogGroups;
import io.gantry.logs.group.LogsErrors;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamResponse;

/** Makes a log stream in a group that is there. */
public final class CreateLogStream implements Operation<CreateLogStreamRequest, CreateLogStreamResponse> {
    private final StateStore store;

    public CreateLogStream(StateStore store) {
        this.store = store;
    }

    @Override
    public CreateLogStreamResponse call(CreateLogStreamRequest in, CallContext call) {
        store.transact(tx -> {
            LogGroup group = LogGroups.required(tx, call, in.logGroupName());
            LogStream stream = new LogStream(
                    call.accountId(), call.region(), group.storageId(), in.logStreamName(), tx.newId(), tx.now());
            if (tx.get(LogStreams.TABLE, stream.id()).isPresent()) {
                throw LogsErrors.streamExists();
            }
            tx.put(LogStreams.TABLE, stream);
            return stream;
        });
        return CreateLogStreamResponse.builder().build();
    }
}
