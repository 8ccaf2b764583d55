package io.gantry.logs.access;

import io.gantry.access.Access;
import io.gantry.access.AccessTable;
import io.gantry.access.TagKeys;
import io.gantry.base.Arn;
import io.gantry.logs.group.LogGroup;
import io.gantry.logs.group.LogGroups;
import io.gantry.models.logs.LogsApi;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.model.OperationType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;

/** The room's table. Policies name a group with {@code :*} behind it, so what is asked for has a stream, if an empty one. */
public final class LogsAccess {
    private static final String STREAM = ":log-stream:";

    private final AccessTable table = new AccessTable();

    private LogsAccess() {}

    /** What the room's operations need. */
    public static AccessTable table() {
        LogsAccess access = new LogsAccess();
        access.groups();
        access.streams();
        access.tags();
        return access.table;
    }

    /** One call whose needs are told. */
    private record Asked(String operation, CallContext call, View view) {
        Access group(@Nullable String name) {
            return on(named(name) + STREAM, named(name));
        }

        Access stream(@Nullable String group, String stream) {
            return on(named(group) + STREAM + stream, named(group));
        }

        Access on(String resource, String group) {
            String arn = Arn.of("logs", call.region(), call.accountId(), "log-group:" + resource)
                    .toString();
            return Access.of("logs:" + operation, arn).with(TagKeys.ofResource("logs", () -> tags(group)));
        }

        private Map<String, String> tags(String group) {
            return view.get(LogGroups.TABLE, LogGroups.scope(call) + group)
                    .map(LogGroup::tags)
                    .orElse(Map.of());
        }

        /** Of a name or an identifier, whichever was given; the operation refuses both and neither. */
        static String either(@Nullable String name, @Nullable String identifier) {
            return name == null ? named(identifier) : name;
        }

        private static String named(@Nullable String name) {
            return Optional.ofNullable(name).map(LogGroups::nameOf).orElse("");
        }
    }

    private interface Need<I> {
        Access of(Asked asked, I in);
    }

    private <I> LogsAccess with(OperationType<I, ?> type, Need<I> need) {
        table.with(type, (input, call, view) -> List.of(need.of(new Asked(type.name(), call, view), input)));
        return this;
    }

    private void groups() {
        table.with(LogsApi.CREATE_LOG_GROUP, (in, call, view) -> creating(new Asked("CreateLogGroup", call, view), in));
        with(LogsApi.DESCRIBE_LOG_GROUPS, (asked, _) -> asked.group(""))
                .with(LogsApi.DELETE_LOG_GROUP, (asked, in) -> asked.group(in.logGroupName()))
                .with(LogsApi.PUT_RETENTION_POLICY, (asked, in) -> asked.group(in.logGroupName()))
                .with(LogsApi.DELETE_RETENTION_POLICY, (asked, in) -> asked.group(in.logGroupName()))
                .with(LogsApi.PUT_LOG_GROUP_DELETION_PROTECTION, (asked, in) -> asked.group(in.logGroupIdentifier()))
                .with(LogsApi.PUT_METRIC_FILTER, (asked, in) -> asked.group(in.logGroupName()))
                .with(LogsApi.DELETE_METRIC_FILTER, (asked, in) -> asked.group(in.logGroupName()))
                .with(LogsApi.DESCRIBE_METRIC_FILTERS, (asked, in) -> asked.group(in.logGroupName()));
    }

    /** A group that is made with tags needs to be tagged as well. */
    private static List<Access> creating(Asked asked, CreateLogGroupRequest in) {
        Access create = asked.group(in.logGroupName()).with(TagKeys.requested(in.tags()));
        return in.tags().isEmpty()
                ? List.of(create)
                : List.of(create, new Access("logs:TagResource", create.resource(), create.keys()));
    }

    private void streams() {
        with(LogsApi.CREATE_LOG_STREAM, (asked, in) -> asked.stream(in.logGroupName(), in.logStreamName()))
                .with(LogsApi.DELETE_LOG_STREAM, (asked, in) -> asked.stream(in.logGroupName(), in.logStreamName()))
                .with(LogsApi.PUT_LOG_EVENTS, (asked, in) -> asked.stream(in.logGroupName(), in.logStreamName()))
                .with(
                        LogsApi.GET_LOG_EVENTS,
                        (asked, in) -> asked.stream(
                                Asked.either(in.logGroupName(), in.logGroupIdentifier()), in.logStreamName()))
                .with(
                        LogsApi.DESCRIBE_LOG_STREAMS,
                        (asked, in) -> asked.group(Asked.either(in.logGroupName(), in.logGroupIdentifier())))
                .with(
                        LogsApi.FILTER_LOG_EVENTS,
                        (asked, in) -> asked.group(Asked.either(in.logGroupName(), in.logGroupIdentifier())));
    }

    /** Tags are asked for on the group itself. */
    private void tags() {
        with(LogsApi.TAG_RESOURCE, (asked, in) -> group(asked, in.resourceArn()).with(TagKeys.requested(in.tags())))
                .with(
                        LogsApi.UNTAG_RESOURCE,
                        (asked, in) -> group(asked, in.resourceArn()).with(TagKeys.named(in.tagKeys())))
                .with(LogsApi.LIST_TAGS_FOR_RESOURCE, (asked, in) -> group(asked, in.resourceArn()))
                .with(
                        LogsApi.TAG_LOG_GROUP,
                        (asked, in) -> group(asked, in.logGroupName()).with(TagKeys.requested(in.tags())))
                .with(
                        LogsApi.UNTAG_LOG_GROUP,
                        (asked, in) -> group(asked, in.logGroupName()).with(TagKeys.named(in.tags())))
                .with(LogsApi.LIST_TAGS_LOG_GROUP, (asked, in) -> group(asked, in.logGroupName()));
    }

    private static Access group(Asked asked, String arnOrName) {
        String name = LogGroups.nameOf(arnOrName);
        return asked.on(name, name);
    }
}
