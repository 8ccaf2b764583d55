package io.gantry.kit.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.logs.Logs;
import io.gantry.models.logs.LogsApi;
import io.gantry.wire.model.OperationType;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the operations need to be allowed. */
final class LogsAccessTest {
    /** About no group, or refused to everybody. */
    private static final Set<OperationType<?, ?>> WITHOUT_RESOURCE = Set.of(
            LogsApi.TEST_METRIC_FILTER,
            LogsApi.START_LIVE_TAIL,
            LogsApi.START_QUERY,
            LogsApi.STOP_QUERY,
            LogsApi.GET_QUERY_RESULTS,
            LogsApi.DESCRIBE_QUERIES,
            LogsApi.CREATE_EXPORT_TASK,
            LogsApi.CANCEL_EXPORT_TASK,
            LogsApi.DESCRIBE_EXPORT_TASKS,
            LogsApi.PUT_SUBSCRIPTION_FILTER,
            LogsApi.DELETE_SUBSCRIPTION_FILTER,
            LogsApi.DESCRIBE_SUBSCRIPTION_FILTERS);

    @Test
    void everyOperationSaysWhichResourceItIsAbout() {
        Set<OperationType<?, ?>> offered = new LogsRoom()
                .logs().operations().keySet().stream()
                        .filter(type -> !WITHOUT_RESOURCE.contains(type))
                        .collect(Collectors.toUnmodifiableSet());
        assertThat(Logs.access().operations()).containsExactlyInAnyOrderElementsOf(offered);
    }
}
