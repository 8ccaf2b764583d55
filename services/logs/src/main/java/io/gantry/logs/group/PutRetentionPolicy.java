package io.gantry.logs.group;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutRetentionPolicyResponse;

/** Says how long a group keeps its events. */
public final class PutRetentionPolicy implements Operation<PutRetentionPolicyRequest, PutRetentionPolicyResponse> {
    private static final List<Integer> DAYS = List.of(
            1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653);

    private final StateStore store;

    public PutRetentionPolicy(StateStore store) {
        this.store = store;
    }

    @Override
    public PutRetentionPolicyResponse call(PutRetentionPolicyRequest in, CallContext call) {
        if (!DAYS.contains(in.retentionInDays())) {
            throw LogsErrors.invalid("1 validation error detected: Value '" + in.retentionInDays()
                    + "' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: ["
                    + DAYS.stream().map(String::valueOf).collect(Collectors.joining(", ")) + "]");
        }
        LogGroups.change(
                store, call, in.logGroupName(), group -> group.withRetention(Optional.of(in.retentionInDays())));
        return PutRetentionPolicyResponse.builder().build();
    }
}
