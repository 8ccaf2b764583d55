package io.gantry.ecs.taskdefinition;

import io.gantry.wire.codec.AwsJson;

/** A task definition in AWS's shape. */
public final class TaskDefinitionDescription {
    private TaskDefinitionDescription() {}

    /** The whole answer of DescribeTaskDefinition but for the tags, which AWS answers beside it. */
    public static software.amazon.awssdk.services.ecs.model.TaskDefinition of(TaskDefinition definition) {
        return AwsJson.read(definition.definition(), software.amazon.awssdk.services.ecs.model.TaskDefinition.builder())
                .toBuilder()
                .taskDefinitionArn(definition.arn().toString())
                .family(definition.family())
                .revision(definition.revision())
                .status(definition.status().name())
                .registeredAt(definition.registeredAt())
                .registeredBy(definition.registeredBy())
                .deregisteredAt(definition.deregisteredAt().orElse(null))
                .deleteRequestedAt(definition.deleteRequestedAt().orElse(null))
                .build();
    }
}
