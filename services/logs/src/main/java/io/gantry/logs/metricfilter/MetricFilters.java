package io.gantry.logs.metricfilter;

import io.gantry.logs.group.LogGroup;
import io.gantry.records.JsonRecordCodec;
import io.gantry.state.StateStore;
import io.gantry.state.Table;
import io.gantry.state.View;
import java.util.List;
import java.util.Set;

/** The table of metric filters. */
public final class MetricFilters {
    static final Table<MetricFilter> FILTERS =
            Table.of("logs/metric-filter", MetricFilter::id, JsonRecordCodec.of(MetricFilter.class));

    /** Filters by account, region, their group's storage id and name. */
    public static final Table<?> TABLE = FILTERS;

    private MetricFilters() {}

    static String scope(LogGroup group) {
        return group.accountId() + "/" + group.region() + "/" + group.storageId() + "/";
    }

    static List<MetricFilter> withPrefix(View view, LogGroup group, String prefix) {
        return view.list(FILTERS, scope(group) + prefix);
    }

    /** How many filters a group has. */
    public static int count(View view, LogGroup group) {
        return withPrefix(view, group, "").size();
    }

    /** Deletes those filters in {@code view} whose groups are not among these. */
    public static void sweep(StateStore store, View view, Set<String> groupIds) {
        view.list(FILTERS, "").stream()
                .filter(filter -> !groupIds.contains(filter.groupId()))
                .forEach(filter -> store.transact(tx -> {
                    tx.delete(FILTERS, filter.id());
                    return filter;
                }));
    }
}
