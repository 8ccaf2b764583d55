package io.gantry.ecs.taskset;

import io.gantry.ecs.deployment.RevisionCounts;
import io.gantry.ecs.resource.Tags;
import io.gantry.state.View;
import software.amazon.awssdk.services.ecs.model.CreateTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.Scale;
import software.amazon.awssdk.services.ecs.model.ScaleUnit;
import software.amazon.awssdk.services.ecs.model.StabilityStatus;

/** Task sets in AWS's shape. */
public final class TaskSetShapes {
    private TaskSetShapes() {}

    /**
     * A task set as it is described.
     *
     * @param desiredCount of its service
     */
    public static software.amazon.awssdk.services.ecs.model.TaskSet describe(
            View view, TaskSet set, int desiredCount, boolean withTags) {
        CreateTaskSetRequest definition = set.shape();
        RevisionCounts counts = RevisionCounts.of(view, set.scope(), set.cluster(), set.number());
        return software.amazon.awssdk.services.ecs.model.TaskSet.builder()
                .id(set.name())
                .taskSetArn(set.arn().toString())
                .serviceArn(set.scope()
                        .arn("service/" + set.cluster() + "/" + set.service())
                        .toString())
                .clusterArn(set.scope().arn("cluster/" + set.cluster()).toString())
                .externalId(definition.externalId())
                .status(set.status().name())
                .taskDefinition(set.taskDefinition())
                .computedDesiredCount(set.status() == TaskSet.Status.DRAINING ? 0 : set.computed(desiredCount))
                .pendingCount(counts.pending())
                .runningCount(counts.running())
                .createdAt(set.createdAt())
                .updatedAt(set.updatedAt())
                .launchType(definition.launchType())
                .capacityProviderStrategy(
                        definition.capacityProviderStrategy().isEmpty() ? null : definition.capacityProviderStrategy())
                .platformVersion(definition.platformVersion())
                .networkConfiguration(definition.networkConfiguration())
                .loadBalancers(definition.loadBalancers())
                .serviceRegistries(definition.serviceRegistries())
                .scale(Scale.builder()
                        .value(set.percent())
                        .unit(ScaleUnit.PERCENT)
                        .build())
                .stabilityStatus(set.course().steady() ? StabilityStatus.STEADY_STATE : StabilityStatus.STABILIZING)
                .stabilityStatusAt(set.course().steadyAt())
                .tags(withTags ? Tags.toShape(set.tags()) : null)
                .build();
    }
}
