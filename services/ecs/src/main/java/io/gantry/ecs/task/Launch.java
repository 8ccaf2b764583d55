package io.gantry.ecs.task;

import io.gantry.ecs.capacity.CapacityStrategy;
import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.network.AwsvpcRules;
import io.gantry.ecs.network.NetworkAttachment;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.resource.Tags;
import io.gantry.ecs.taskdefinition.TaskDefinition;
import io.gantry.ecs.taskdefinition.TaskDefinitions;
import io.gantry.placement.Demand;
import io.gantry.placement.Request;
import io.gantry.placement.Strategy;
import io.gantry.state.View;
import io.gantry.wire.codec.AwsJson;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/**
 * A checked launch: what each of its tasks is and takes.
 *
 * @param strategy how the tasks are spread over capacity providers
 * @param tags of each task
 */
record Launch(
        Cluster cluster,
        TaskDefinition definition,
        EffectiveDefinition effective,
        TaskLaunch launch,
        CapacityStrategy strategy,
        Map<String, String> tags,
        Demand demand) {
    private static final int OVERRIDES_LENGTH = 8192;
    private static final int LABEL_LENGTH = 255;
    private static final String SERVICE_GROUP = Tasks.SERVICE_GROUP;
    private static final String SERVICE_TAG = "aws:ecs:serviceName";
    private static final String CLUSTER_TAG = "aws:ecs:clusterName";

    /**
     * Checks what a caller asks for.
     *
     * @throws io.gantry.base.AwsError when there is no such definition, it is inactive, or it cannot be run so
     */
    static Launch of(View view, Cluster cluster, LaunchParameters asked) {
        TaskDefinition definition = definition(view, cluster, asked);
        if (definition.status() != TaskDefinition.Status.ACTIVE) {
            throw EcsErrors.invalidParameter("TaskDefinition is inactive");
        }
        checkTexts(asked);
        return of(cluster, definition, asked);
    }

    /**
     * Checks what a service asks for. Its group is one that no caller may use, and it goes on with a revision that has been
     * deregistered since.
     *
     * @throws io.gantry.base.AwsError when there is no such definition, or it cannot be run so
     */
    static Launch ofService(View view, Cluster cluster, LaunchParameters asked) {
        return of(cluster, definition(view, cluster, asked), asked);
    }

    private static TaskDefinition definition(View view, Cluster cluster, LaunchParameters asked) {
        return TaskDefinitions.find(view, cluster.scope(), asked.taskDefinition())
                .orElseThrow(() -> EcsErrors.client("TaskDefinition not found."));
    }

    private static Launch of(Cluster cluster, TaskDefinition definition, LaunchParameters asked) {
        EffectiveDefinition effective = EffectiveDefinition.of(definition, asked.overrides());
        List<String> compatibilities = effective.definition().compatibilitiesAsStrings();
        if (!compatibilities.isEmpty() && !compatibilities.contains(asked.launchType())) {
            throw EcsErrors.invalidParameter(
                    "Task definition does not support launch_type " + asked.launchType() + ".");
        }
        AwsvpcRules.checkMode(effective.definition().networkModeAsString(), asked.network());
        Unsupported.check(effective.definition(), asked.overrides());
        effective.checkSizes();
        TaskLaunch launch = new TaskLaunch(
                asked.launchType(),
                asked.group().isEmpty() ? "family:" + definition.family() : asked.group(),
                asked.startedBy(),
                asked.referenceId(),
                overridesText(asked.overrides()),
                effective.cpu(),
                effective.memory(),
                asked.network(),
                "",
                asked.executeCommand());
        return new Launch(
                cluster,
                definition,
                effective,
                launch,
                asked.strategy(),
                tags(cluster, definition, asked),
                Demands.of(effective, asked.launchType(), asked.executeCommand()));
    }

    private static void checkTexts(LaunchParameters asked) {
        if (overridesText(asked.overrides()).length() > OVERRIDES_LENGTH) {
            throw EcsErrors.invalidParameter("Container Overrides length must be at most " + OVERRIDES_LENGTH);
        }
        if (asked.startedBy().length() > asked.mostOfStartedBy()) {
            throw EcsErrors.invalidParameter("startedBy longer than " + asked.mostOfStartedBy() + ".");
        }
        if (asked.group().length() > LABEL_LENGTH) {
            throw EcsErrors.invalidParameter("group longer than " + LABEL_LENGTH + ".");
        }
        if (asked.group().startsWith(SERVICE_GROUP)) {
            throw EcsErrors.invalidParameter(
                    "group cannot start with " + SERVICE_GROUP + ", which is kept for the tasks of services.");
        }
    }

    private static String overridesText(TaskOverride overrides) {
        return overrides.equals(TaskOverride.builder().build()) ? "" : AwsJson.write(overrides);
    }

    private static Map<String, String> tags(Cluster cluster, TaskDefinition definition, LaunchParameters asked) {
        Map<String, String> tags = new HashMap<>();
        switch (asked.propagateTags()) {
            case "", "NONE" -> {}
            case "SERVICE" -> {
                if (!asked.group().startsWith(SERVICE_GROUP)) {
                    throw EcsErrors.invalidParameter(
                            "propagateTags can only be TASK_DEFINITION or NONE for a task," + " not SERVICE.");
                }
            }
            case "TASK_DEFINITION" -> tags.putAll(definition.tags());
            default ->
                throw EcsErrors.invalidParameter("propagateTags can only be TASK_DEFINITION or NONE for a task, not "
                        + asked.propagateTags() + ".");
        }
        tags.putAll(Tags.added(tags, asked.tags()));
        if (asked.managedTags()) {
            tags.put(CLUSTER_TAG, cluster.name());
            if (asked.group().startsWith(SERVICE_GROUP)) {
                tags.put(SERVICE_TAG, asked.group().substring(SERVICE_GROUP.length()));
            }
        }
        return tags;
    }

    /** The same with images held to these digests, by container name. */
    Launch holding(Map<String, String> digests) {
        return digests.isEmpty()
                ? this
                : new Launch(cluster, definition, effective.holding(digests), launch, strategy, tags, demand);
    }

    /** The same for tasks of one capacity provider; an empty name is none. */
    Launch through(String provider) {
        return provider.isEmpty()
                ? this
                : new Launch(cluster, definition, effective, launch.through(provider), strategy, tags, demand);
    }

    /** A request for places, under the definition's own constraints too. */
    Request request(int count, PlacementRules.Constraints given, List<Strategy> strategies) {
        PlacementRules.Constraints all = given.and(effective.definition().placementConstraints());
        return new Request(count, demand, all.distinct(), strategies, all.queries(), launch.group());
    }

    /** One task of this launch, bound to its instance; its agent hears of it when its interface is there, if it has one. */
    Task task(String taskId, String instanceId, Instant now) {
        return new Task(
                cluster.scope(),
                cluster.name(),
                taskId,
                definition.family(),
                definition.revision(),
                instanceId,
                launch,
                launch.network().isEmpty() ? TaskStatus.PENDING : TaskStatus.PROVISIONING,
                false,
                Optional.empty(),
                "",
                effective.definition().containerDefinitions().stream()
                        .map(this::container)
                        .toList(),
                tags,
                TaskTimes.created(now),
                Optional.empty(),
                false,
                launch.network().isEmpty() ? Optional.empty() : Optional.of(NetworkAttachment.PRECREATED),
                1);
    }

    private TaskContainer container(ContainerDefinition definition) {
        return new TaskContainer(
                definition.name(),
                definition.image(),
                "",
                "",
                ContainerState.PENDING,
                Optional.empty(),
                "",
                List.of(),
                !Boolean.FALSE.equals(definition.essential()),
                definition.healthCheck() != null,
                HealthStatus.UNKNOWN,
                Demands.value(definition.cpu()),
                Demands.value(definition.memory()),
                Demands.value(definition.memoryReservation()),
                launch.executeCommand() ? Optional.of(ManagedAgent.PENDING) : Optional.empty());
    }
}
