package io.gantry.logs.group;

import io.gantry.base.Page;
import io.gantry.logs.port.LogStore;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntBiFunction;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogGroupsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroupClass;

/** Lists log groups by name. */
public final class DescribeLogGroups implements Operation<DescribeLogGroupsRequest, DescribeLogGroupsResponse> {
    private final StateStore store;
    private final LogStore events;
    private final ToIntBiFunction<View, LogGroup> metricFilters;

    /** @param metricFilters how many filters a group has */
    public DescribeLogGroups(StateStore store, LogStore events, ToIntBiFunction<View, LogGroup> metricFilters) {
        this.store = store;
        this.events = events;
        this.metricFilters = metricFilters;
    }

    @Override
    public DescribeLogGroupsResponse call(DescribeLogGroupsRequest in, CallContext call) {
        if (in.logGroupNamePrefix() != null && in.logGroupNamePattern() != null) {
            throw LogsErrors.invalid(
                    "LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.");
        }
        View view = store.view();
        Page<LogGroup> page =
                Listing.page(matching(view, in, call), LogGroup::name, Optional.ofNullable(in.nextToken()), in.limit());
        return DescribeLogGroupsResponse.builder()
                .logGroups(
                        page.items().stream().map(group -> shape(view, group)).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static List<LogGroup> matching(View view, DescribeLogGroupsRequest in, CallContext call) {
        String prefix = in.logGroupNamePrefix() == null ? "" : in.logGroupNamePrefix();
        String part = in.logGroupNamePattern() == null ? "" : in.logGroupNamePattern();
        String type = in.logGroupClassAsString();
        Set<String> named =
                in.logGroupIdentifiers().stream().map(LogGroups::nameOf).collect(Collectors.toUnmodifiableSet());
        return LogGroups.withPrefix(view, call, prefix).stream()
                .filter(group -> group.name().contains(part))
                .filter(group -> !in.hasLogGroupIdentifiers() || named.contains(group.name()))
                .filter(_ -> type == null || type.equals(LogGroupClass.STANDARD.toString()))
                .toList();
    }

    private software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup shape(View view, LogGroup group) {
        return software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup.builder()
                .logGroupName(group.name())
                .creationTime(group.createdAt().toEpochMilli())
                .retentionInDays(group.retentionInDays().orElse(null))
                .metricFilterCount(metricFilters.applyAsInt(view, group))
                .arn(group.arnWithStreams())
                .logGroupArn(group.arn())
                .storedBytes(events.storedBytes(group.storageId()))
                .logGroupClass(LogGroupClass.STANDARD)
                .deletionProtectionEnabled(group.deletionProtected())
                .build();
    }
}
