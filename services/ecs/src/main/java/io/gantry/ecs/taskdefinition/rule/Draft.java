package io.gantry.ecs.taskdefinition.rule;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.InferenceAccelerator;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Volume;

/**
 * A task definition that a caller wants to register, and the questions that rules ask about it.
 *
 * @param request as it was sent
 * @param cpu of the task, in CPU units, 1024 to a vCPU
 * @param memory of the task, in MiB
 */
public record Draft(RegisterTaskDefinitionRequest request, Optional<Integer> cpu, Optional<Integer> memory) {
    /**
     * The draft in {@code request}.
     *
     * @throws io.gantry.base.AwsError ClientException when cpu or memory of the task is not a size
     */
    public static Draft of(RegisterTaskDefinitionRequest request) {
        return new Draft(request, TaskSize.cpu(request.cpu()), TaskSize.memory(request.memory()));
    }

    /** The network mode; bridge when none is given, which is what Linux instances then use. */
    public String networkMode() {
        return request.networkModeAsString() == null ? "bridge" : request.networkModeAsString();
    }

    /** The containers, in the caller's order. */
    public List<ContainerDefinition> containers() {
        return request.containerDefinitions();
    }

    List<Volume> volumes() {
        return request.volumes();
    }

    Optional<ContainerDefinition> container(String name) {
        return containers().stream()
                .filter(container -> name.equals(container.name()))
                .findFirst();
    }

    /** The device names of the inference accelerators, which the model still has although AWS sells them no longer. */
    @SuppressWarnings("deprecation")
    List<String> accelerators() {
        return request.inferenceAccelerators().stream()
                .map(InferenceAccelerator::deviceName)
                .toList();
    }

    boolean hasVolume(String name) {
        return volumes().stream().anyMatch(volume -> name.equals(volume.name()));
    }

    boolean hasExecutionRole() {
        return request.executionRoleArn() != null && !request.executionRoleArn().isEmpty();
    }

    boolean windows() {
        return request.runtimePlatform() != null
                && request.runtimePlatform().operatingSystemFamilyAsString() != null
                && request.runtimePlatform().operatingSystemFamilyAsString().startsWith("WINDOWS");
    }

    /** A container that does not say so is essential. */
    static boolean essential(ContainerDefinition container) {
        return !Boolean.FALSE.equals(container.essential());
    }
}
