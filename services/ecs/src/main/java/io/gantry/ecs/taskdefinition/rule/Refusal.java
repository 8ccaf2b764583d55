package io.gantry.ecs.taskdefinition.rule;

import io.gantry.base.AwsError;
import io.gantry.ecs.resource.EcsErrors;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

/** How rules say no. */
final class Refusal {
    private Refusal() {}

    /** In AWS's words for a setting of a container, followed by what is wrong and what is allowed. */
    static AwsError setting(String setting, ContainerDefinition container, String why) {
        return EcsErrors.client("Invalid '" + setting + "' setting for container '" + container.name() + "'. " + why);
    }

    /** A text of AWS's or of our own, whole. */
    static AwsError because(String text) {
        return EcsErrors.client(text);
    }
}
