package io.gantry.logs.metricfilter;

import io.gantry.logs.group.LogGroup;
import io.gantry.logs.group.LogGroups;
import io.gantry.logs.group.LogsErrors;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteMetricFilterRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DeleteMetricFilterResponse;

/** Deletes a metric filter. */
public final class DeleteMetricFilter implements Operation<DeleteMetricFilterRequest, DeleteMetricFilterResponse> {
    private final StateStore store;

    public DeleteMetricFilter(StateStore store) {
        this.store = store;
    }

    @Override
    public DeleteMetricFilterResponse call(DeleteMetricFilterRequest in, CallContext call) {
        store.transact(tx -> {
            LogGroup group = LogGroups.required(tx, call, in.logGroupName());
            String id = MetricFilters.scope(group) + in.filterName();
            MetricFilter filter = tx.get(MetricFilters.FILTERS, id).orElseThrow(LogsErrors::noMetricFilter);
            tx.delete(MetricFilters.FILTERS, id);
            return filter;
        });
        return DeleteMetricFilterResponse.builder().build();
    }
}
