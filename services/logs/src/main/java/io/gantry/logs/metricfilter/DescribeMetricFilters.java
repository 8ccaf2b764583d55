package io.gantry.logs.metricfilter;

import io.gantry.base.Page;
import io.gantry.logs.group.Listing;
import io.gantry.logs.group.LogGroups;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeMetricFiltersRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeMetricFiltersResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.MetricTransformation;

/** Lists metric filters, of one group or of all. */
public final class DescribeMetricFilters
        implements Operation<DescribeMetricFiltersRequest, DescribeMetricFiltersResponse> {
    private final StateStore store;

    public DescribeMetricFilters(StateStore store) {
        this.store = store;
    }

    @Override
    public DescribeMetricFiltersResponse call(DescribeMetricFiltersRequest in, CallContext call) {
        View view = store.view();
        List<MetricFilter> matching = in.logGroupName() == null
                ? view.list(MetricFilters.FILTERS, LogGroups.scope(call))
                : MetricFilters.withPrefix(view, LogGroups.required(view, call, in.logGroupName()), "");
        String prefix = Optional.ofNullable(in.filterNamePrefix()).orElse("");
        Page<MetricFilter> page = Listing.page(
                matching.stream()
                        .filter(filter -> filter.name().startsWith(prefix))
                        .filter(filter ->
                                asked(in.metricName(), filter.transformation().metricName()))
                        .filter(filter -> asked(
                                in.metricNamespace(), filter.transformation().namespace()))
                        .toList(),
                filter -> filter.groupName() + ":" + filter.name(),
                Optional.ofNullable(in.nextToken()),
                in.limit());
        return DescribeMetricFiltersResponse.builder()
                .metricFilters(
                        page.items().stream().map(DescribeMetricFilters::shape).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static boolean asked(@org.jspecify.annotations.Nullable String wanted, String is) {
        return wanted == null || wanted.equals(is);
    }

    private static software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter shape(MetricFilter filter) {
        MetricFilter.Transformation to = filter.transformation();
        MetricTransformation.Builder transformation = MetricTransformation.builder()
                .metricName(to.metricName())
                .metricNamespace(to.namespace())
                .metricValue(to.value())
                .defaultValue(to.defaultValue().orElse(null))
                .unit(to.unit().orElse(null));
        if (!to.dimensions().isEmpty()) {
            transformation.dimensions(to.dimensions());
        }
        return software.amazon.awssdk.services.cloudwatchlogs.model.MetricFilter.builder()
                .filterName(filter.name())
                .filterPattern(filter.pattern())
                .metricTransformations(transformation.build())
                .creationTime(filter.createdAt().toEpochMilli())
                .logGroupName(filter.groupName())
                .build();
    }
}
