package io.gantry.logs.group;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogGroupDeletionProtectionRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogGroupDeletionProtectionResponse;

/** Protects a group from deletion, or does so no more. */
public final class PutLogGroupDeletionProtection
        implements Operation<PutLogGroupDeletionProtectionRequest, PutLogGroupDeletionProtectionResponse> {
    private final StateStore store;

    public PutLogGroupDeletionProtection(StateStore store) {
        this.store = store;
    }

    @Override
    public PutLogGroupDeletionProtectionResponse call(PutLogGroupDeletionProtectionRequest in, CallContext call) {
        LogGroups.change(
                store,
                call,
                LogGroups.nameOf(in.logGroupIdentifier()),
                group -> group.withDeletionProtected(Boolean.TRUE.equals(in.deletionProtectionEnabled())));
        return PutLogGroupDeletionProtectionResponse.builder().build();
    }
}
