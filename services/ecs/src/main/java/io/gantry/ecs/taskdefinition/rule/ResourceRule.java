package io.gantry.ecs.taskdefinition.rule;

import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ResourceRequirement;

/** GPUs and inference accelerators. */
final class ResourceRule implements Rule {
    @Override
    public void check(Draft draft) {
        for (ContainerDefinition container : draft.containers()) {
            for (ResourceRequirement requirement : container.resourceRequirements()) {
                check(draft, container, requirement);
            }
        }
    }

    private static void check(Draft draft, ContainerDefinition container, ResourceRequirement requirement) {
        String type = requirement.typeAsString();
        String value = requirement.value();
        if ("GPU".equals(type)) {
            if (value == null || !value.matches("[1-9][0-9]{0,3}")) {
                throw Refusal.setting(
                        "resourceRequirements", container, "The value of GPU is a whole number of at least 1.");
            }
        } else if ("InferenceAccelerator".equals(type)) {
            if (value == null || !draft.accelerators().contains(value)) {
                throw Refusal.setting(
                        "resourceRequirements",
                        container,
                        "'" + value + "' is no deviceName of the task's inferenceAccelerators.");
            }
        }
    }
}
