package io.gantry.logs.metricfilter;

import io.gantry.logs.group.LogGroup;
import io.gantry.logs.group.LogGroups;
import io.gantry.logs.group.LogsErrors;
import io.gantry.logs.metricfilter.MetricFilter.Transformation;
import io.gantry.logs.pattern.FilterPattern;
import io.gantry.state.StateStore;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutMetricFilterRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.PutMetricFilterResponse;

/**
 * Makes or replaces a metric filter. It is kept and can be tested; values will be published once there is a CloudWatch to
 * take them.
 */
public final class PutMetricFilter implements Operation<PutMetricFilterRequest, PutMetricFilterResponse> {
    private static final int MOST = 100;

    private final StateStore store;

    public PutMetricFilter(StateStore store) {
        this.store = store;
    }

    @Override
    public PutMetricFilterResponse call(PutMetricFilterRequest in, CallContext call) {
        FilterPattern.parse(in.filterPattern());
        if (in.metricTransformations().size() != 1) {
            throw LogsErrors.invalid("A metric filter has exactly one metric transformation.");
        }
        Transformation transformation =
                transformation(in.metricTransformations().getFirst());
        store.transact(tx -> {
            LogGroup group = LogGroups.required(tx, call, in.logGroupName());
            MetricFilter filter = new MetricFilter(
                    call.accountId(),
                    call.region(),
                    group.storageId(),
                    group.name(),
                    in.filterName(),
                    in.filterPattern(),
                    transformation,
                    tx.now());
            boolean fresh = tx.get(MetricFilters.FILTERS, filter.id()).isEmpty();
            if (fresh && MetricFilters.withPrefix(tx, group, "").size() >= MOST) {
                throw io.gantry.base.AwsError.client("LimitExceededException", "Resource limit exceeded.");
            }
            tx.put(MetricFilters.FILTERS, filter);
            return filter;
        });
        return PutMetricFilterResponse.builder().build();
    }

    private static Transformation transformation(MetricTransformation in) {
        if (in.defaultValue() != null && !in.dimensions().isEmpty()) {
            throw LogsErrors.invalid("A metric transformation with dimensions cannot have a default value.");
        }
        return new Transformation(
                in.metricName(),
                in.metricNamespace(),
                in.metricValue(),
                Optional.ofNullable(in.defaultValue()),
                Optional.ofNullable(in.unitAsString()),
                in.dimensions());
    }
}
