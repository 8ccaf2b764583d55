package io.gantry.logs;

import io.gantry.access.AccessTable;
import io.gantry.base.Env;
import io.gantry.logs.access.LogsAccess;
import io.gantry.logs.event.FilterLogEvents;
import io.gantry.logs.event.GetLogEvents;
import io.gantry.logs.event.PutLogEvents;
import io.gantry.logs.group.CreateLogGroup;
import io.gantry.logs.group.DeleteRetentionPolicy;
import io.gantry.logs.group.DescribeLogGroups;
import io.gantry.logs.group.ListTagsForResource;
import io.gantry.logs.group.ListTagsLogGroup;
import io.gantry.logs.group.LogGroup;
import io.gantry.logs.group.LogGroups;
import io.gantry.logs.group.PutLogGroupDeletionProtection;
import io.gantry.logs.group.PutRetentionPolicy;
import io.gantry.logs.group.TagLogGroup;
import io.gantry.logs.group.TagResource;
import io.gantry.logs.group.UntagLogGroup;
import io.gantry.logs.group.UntagResource;
import io.gantry.logs.metricfilter.DeleteMetricFilter;
import io.gantry.logs.metricfilter.DescribeMetricFilters;
import io.gantry.logs.metricfilter.MetricFilters;
import io.gantry.logs.metricfilter.PutMetricFilter;
import io.gantry.logs.metricfilter.TestMetricFilter;
import io.gantry.logs.pattern.FilterPattern;
import io.gantry.logs.port.LineTest;
import io.gantry.logs.port.LogStore;
import io.gantry.logs.stream.CreateLogStream;
import io.gantry.logs.stream.DeleteLogGroup;
import io.gantry.logs.stream.DeleteLogStream;
import io.gantry.logs.stream.DescribeLogStreams;
import io.gantry.logs.stream.LogStreams;
import io.gantry.models.logs.LogsApi;
import io.gantry.state.Schema;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.Operation;
import io.gantry.wire.model.OperationType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The door of the CloudWatch Logs room: what it offers, as data. */
public final class Logs {
    private final Context context;
    private final Map<OperationType<?, ?>, Operation<?, ?>> operations;

    private Logs(Context context, Map<OperationType<?, ?>, Operation<?, ?>> operations) {
        this.context = context;
        this.operations = operations;
    }

    /**
     * What the room needs of the world.
     *
     * @param env for the time, which says what has expired
     * @param store the state
     * @param events the log events
     */
    public record Context(Env env, StateStore store, LogStore events) {}

    /** Opens the room. It has no reconcilers; {@link #sweep} is called from time to time. */
    public static Logs open(Context context) {
        Offers offers = new Offers();
        groups(offers, context);
        tags(offers, context.store());
        events(offers, context);
        metricFilters(offers, context.store());
        absent(offers);
        return new Logs(context, offers.all());
    }

    /** The room's operations by their constants in {@link LogsApi}. */
    public Map<OperationType<?, ?>, Operation<?, ?>> operations() {
        return operations;
    }

    /**
     * The lines that a filter pattern matches.
     *
     * @throws io.gantry.base.AwsError InvalidParameterException when it is none
     */
    public static LineTest lines(String filterPattern) {
        return FilterPattern.parse(filterPattern).test();
    }

    /** What the room's operations need to be allowed. */
    public static AccessTable access() {
        return LogsAccess.table();
    }

    /** What the room keeps in its store. */
    public static Schema schema() {
        return new Schema(List.of(LogGroups.TABLE, LogStreams.TABLE, MetricFilters.TABLE), List.of());
    }

    /**
     * Removes what has expired, and what a crash has left of deleted groups. May be called at any time; what it removes
     * cannot be reached any more.
     */
    public void sweep() {
        StateStore store = context.store();
        // What is kept is asked before the groups: one that is made meanwhile is not taken for a leftover.
        Set<String> kept = context.events().groups();
        View view = store.view();
        List<LogGroup> groups = view.list(LogGroups.TABLE, "");
        Set<String> known = groups.stream().map(LogGroup::storageId).collect(Collectors.toUnmodifiableSet());
        kept.stream().filter(id -> !known.contains(id)).forEach(context.events()::delete);
        LogStreams.delete(
                store,
                view.list(LogStreams.TABLE, "").stream()
                        .filter(stream -> !known.contains(stream.groupId()))
                        .toList());
        MetricFilters.sweep(store, view, known);
        Instant now = context.env().now();
        groups.stream()
                .filter(group -> group.retentionInDays().isPresent())
                .forEach(group -> context.events().expire(group.storageId(), group.keptSince(now)));
    }

    private static void groups(Offers offers, Context context) {
        StateStore store = context.store();
        LogStore events = context.events();
        offers.with(LogsApi.CREATE_LOG_GROUP, new CreateLogGroup(store))
                .with(LogsApi.DESCRIBE_LOG_GROUPS, new DescribeLogGroups(store, events, MetricFilters::count))
                .with(LogsApi.DELETE_LOG_GROUP, new DeleteLogGroup(store, events))
                .with(LogsApi.PUT_RETENTION_POLICY, new PutRetentionPolicy(store))
                .with(LogsApi.DELETE_RETENTION_POLICY, new DeleteRetentionPolicy(store))
                .with(LogsApi.PUT_LOG_GROUP_DELETION_PROTECTION, new PutLogGroupDeletionProtection(store))
                .with(LogsApi.CREATE_LOG_STREAM, new CreateLogStream(store))
                .with(LogsApi.DESCRIBE_LOG_STREAMS, new DescribeLogStreams(store, events))
                .with(LogsApi.DELETE_LOG_STREAM, new DeleteLogStream(store));
    }

    private static void tags(Offers offers, StateStore store) {
        offers.with(LogsApi.TAG_RESOURCE, new TagResource(store))
                .with(LogsApi.UNTAG_RESOURCE, new UntagResource(store))
                .with(LogsApi.LIST_TAGS_FOR_RESOURCE, new ListTagsForResource(store))
                .with(LogsApi.TAG_LOG_GROUP, new TagLogGroup(store))
                .with(LogsApi.UNTAG_LOG_GROUP, new UntagLogGroup(store))
                .with(LogsApi.LIST_TAGS_LOG_GROUP, new ListTagsLogGroup(store));
    }

    private static void events(Offers offers, Context context) {
        offers.with(LogsApi.PUT_LOG_EVENTS, new PutLogEvents(context.store(), context.events(), context.env()))
                .with(LogsApi.GET_LOG_EVENTS, new GetLogEvents(context.store(), context.events(), context.env()))
                .with(LogsApi.FILTER_LOG_EVENTS, new FilterLogEvents(context.store(), context.events(), context.env()));
    }

    private static void metricFilters(Offers offers, StateStore store) {
        offers.with(LogsApi.PUT_METRIC_FILTER, new PutMetricFilter(store))
                .with(LogsApi.DESCRIBE_METRIC_FILTERS, new DescribeMetricFilters(store))
                .with(LogsApi.DELETE_METRIC_FILTER, new DeleteMetricFilter(store))
                .with(LogsApi.TEST_METRIC_FILTER, new TestMetricFilter());
    }

    private static void absent(Offers offers) {
        String tail = "Ask FilterLogEvents with a startTime again and again, as aws logs tail --follow does, or use"
                + " gantry logs --follow.";
        String search = "Use FilterLogEvents with a filter pattern.";
        String read = "Read the events with FilterLogEvents or GetLogEvents.";
        offers.without(LogsApi.START_LIVE_TAIL, tail)
                .without(LogsApi.START_QUERY, search)
                .without(LogsApi.STOP_QUERY, search)
                .without(LogsApi.GET_QUERY_RESULTS, search)
                .without(LogsApi.DESCRIBE_QUERIES, search)
                .without(LogsApi.CREATE_EXPORT_TASK, read)
                .without(LogsApi.CANCEL_EXPORT_TASK, read)
                .without(LogsApi.DESCRIBE_EXPORT_TASKS, read)
                .without(LogsApi.PUT_SUBSCRIPTION_FILTER, tail)
                .without(LogsApi.DELETE_SUBSCRIPTION_FILTER, tail)
                .without(LogsApi.DESCRIBE_SUBSCRIPTION_FILTERS, tail);
    }
}
