package io.gantry.logs.group;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteRetentionPolicyResponse;

/** Lets a group keep its events for ever. */
public final class DeleteRetentionPolicy
        implements Operation<DeleteRetentionPolicyRequest, DeleteRetentionPolicyResponse> {
    private final StateStore store;

    public DeleteRetentionPolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteRetentionPolicyResponse call(DeleteRetentionPolicyRequest in, CallContext call) {
        LogGroups.change(store, call, in.logGroupName(), group -> group.withRetention(Optional.empty()));
        return DeleteRetentionPolicyResponse.builder().build();
    }
}
