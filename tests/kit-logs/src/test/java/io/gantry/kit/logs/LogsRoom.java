package io.gantry.kit.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.kit.SimulatedEnv;
import io.gantry.logs.Logs;
import io.gantry.models.logs.LogsApi;
import io.gantry.store.embedded.EmbeddedStateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.Principal;
import io.gantry.wire.model.OperationType;
import java.net.URI;
import java.util.Arrays;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogStreamRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutLogEventsResponse;

/** An open room on empty stores and a virtual clock, as tests call it. */
final class LogsRoom {
    static final String ACCOUNT = "123456789012";
    static final String REGION = "eu-central-1";
    static final String GROUP_ARN = "arn:aws:logs:" + REGION + ":" + ACCOUNT + ":log-group:";

    private final SimulatedEnv env = SimulatedEnv.seeded(7);
    private final MemoryLogStore events = new MemoryLogStore();
    private final Logs logs = Logs.open(new Logs.Context(env, EmbeddedStateStore.inMemory(env, Logs.schema()), events));

    SimulatedEnv env() {
        return env;
    }

    MemoryLogStore events() {
        return events;
    }

    Logs logs() {
        return logs;
    }

    /** The present, in milliseconds. */
    long now() {
        return env.now().toEpochMilli();
    }

    /** Calls an operation as the account's root. */
    @SuppressWarnings("unchecked") // The door has tied each type to its operation.
    <I, O> O call(OperationType<I, O> type, I in) {
        Operation<I, O> operation =
                (Operation<I, O>) Objects.requireNonNull(logs.operations().get(type));
        Principal root = new Principal("arn:aws:iam::" + ACCOUNT + ":root", "AKIAROOT", true);
        return operation.call(
                in, new CallContext(ACCOUNT, REGION, root, "request", URI.create("http://127.0.0.1:4566")));
    }

    void group(String name) {
        call(
                LogsApi.CREATE_LOG_GROUP,
                CreateLogGroupRequest.builder().logGroupName(name).build());
    }

    void stream(String group, String name) {
        call(
                LogsApi.CREATE_LOG_STREAM,
                CreateLogStreamRequest.builder()
                        .logGroupName(group)
                        .logStreamName(name)
                        .build());
    }

    /** Puts lines with the times before their colons, in milliseconds from now. */
    PutLogEventsResponse put(String group, String stream, String... lines) {
        return put(PutLogEventsRequest.builder(), group, stream, lines);
    }

    PutLogEventsResponse put(PutLogEventsRequest.Builder request, String group, String stream, String... lines) {
        return call(
                LogsApi.PUT_LOG_EVENTS,
                request.logGroupName(group)
                        .logStreamName(stream)
                        .logEvents(Arrays.stream(lines)
                                .map(line -> line.split(":", 2))
                                .map(parts -> InputLogEvent.builder()
                                        .timestamp(now() + Long.parseLong(parts[0]))
                                        .message(parts[1])
                                        .build())
                                .toList())
                        .build());
    }

    /** That {@code call} is refused with this code and a message that holds {@code text}. */
    static void refused(String code, String text, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsError.class, error -> {
            assertThat(error.code()).as(error.message()).isEqualTo(code);
            assertThat(error.message()).contains(text);
        });
    }
}
