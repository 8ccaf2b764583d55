package io.gantry.ecs.task;

import io.gantry.ecs.capacity.CapacityStrategy;
import io.gantry.ecs.network.AwsvpcRules;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.StartTaskRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/**
 * What RunTask and StartTask have in common; empty where the caller said nothing.
 *
 * @param strategy how the tasks are spread over capacity providers
 * @param network AWS's AwsVpcConfiguration as JSON
 */
record LaunchParameters(
        String taskDefinition,
        String launchType,
        CapacityStrategy strategy,
        TaskOverride overrides,
        String group,
        String startedBy,
        int mostOfStartedBy,
        String referenceId,
        List<Tag> tags,
        String propagateTags,
        boolean managedTags,
        String network,
        boolean executeCommand) {
    /** Characters, as the two operations document them. */
    private static final int STARTED_BY_OF_RUN_TASK = 128;

    private static final int STARTED_BY_OF_START_TASK = 36;
    private static final TaskOverride NONE = TaskOverride.builder().build();

    static LaunchParameters of(RunTaskRequest in, String launchType, CapacityStrategy strategy) {
        return new LaunchParameters(
                text(in.taskDefinition()),
                launchType,
                strategy,
                Optional.ofNullable(in.overrides()).orElse(NONE),
                text(in.group()),
                text(in.startedBy()),
                STARTED_BY_OF_RUN_TASK,
                text(in.referenceId()),
                in.tags(),
                text(in.propagateTagsAsString()),
                Boolean.TRUE.equals(in.enableECSManagedTags()),
                AwsvpcRules.of(in.networkConfiguration(), launchType),
                Boolean.TRUE.equals(in.enableExecuteCommand()));
    }

    static LaunchParameters of(StartTaskRequest in) {
        return new LaunchParameters(
                text(in.taskDefinition()),
                "EC2",
                CapacityStrategy.NONE,
                Optional.ofNullable(in.overrides()).orElse(NONE),
                text(in.group()),
                text(in.startedBy()),
                STARTED_BY_OF_START_TASK,
                text(in.referenceId()),
                in.tags(),
                text(in.propagateTagsAsString()),
                Boolean.TRUE.equals(in.enableECSManagedTags()),
                AwsvpcRules.of(in.networkConfiguration(), "EC2"),
                Boolean.TRUE.equals(in.enableExecuteCommand()));
    }

    static String text(String value) {
        return value == null ? "" : value;
    }
}
