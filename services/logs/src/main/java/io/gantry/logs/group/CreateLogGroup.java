package io.gantry.logs.group;

import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupResponse;

/** Makes a log group, which keeps its events for ever until PutRetentionPolicy says otherwise. */
public final class CreateLogGroup implements Operation<CreateLogGroupRequest, CreateLogGroupResponse> {
    private static final String STANDARD = "STANDARD";

    private final StateStore store;

    public CreateLogGroup(StateStore store) {
        this.store = store;
    }

    @Override
    public CreateLogGroupResponse call(CreateLogGroupRequest in, CallContext call) {
        refuseUnsupported(in);
        Map<String, String> tags = Tags.added(Map.of(), in.tags());
        store.transact(tx -> {
            LogGroup group = new LogGroup(
                    call.accountId(),
                    call.region(),
                    in.logGroupName(),
                    tx.newId(),
                    tx.now(),
                    Optional.empty(),
                    Boolean.TRUE.equals(in.deletionProtectionEnabled()),
                    tags);
            if (tx.get(LogGroups.TABLE, group.id()).isPresent()) {
                throw LogsErrors.groupExists();
            }
            tx.put(LogGroups.TABLE, group);
            return group;
        });
        return CreateLogGroupResponse.builder().build();
    }

    private static void refuseUnsupported(CreateLogGroupRequest in) {
        if (in.logGroupName().startsWith("aws/")) {
            throw LogsErrors.invalid("Log groups starting with aws/ are reserved for AWS.");
        }
        if (in.kmsKeyId() != null) {
            throw LogsErrors.unsupportedValue("kmsKeyId", "events are not encrypted by keys of one's own.");
        }
        String type = in.logGroupClassAsString();
        if (type != null && !type.equals(STANDARD)) {
            throw LogsErrors.unsupportedValue("logGroupClass " + type, "all log groups are of the class STANDARD.");
        }
    }
}
