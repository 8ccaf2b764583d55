package io.gantry.ecs.taskdefinition.rule;

import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

/** Cpu and memory of the containers, and that they fit into the task. */
final class ContainerSizeRule implements Rule {
    private static final int LEAST_MEMORY = 4;

    @Override
    public void check(Draft draft) {
        long cpu = 0;
        long memory = 0;
        long reserved = 0;
        for (ContainerDefinition container : draft.containers()) {
            if (container.cpu() != null && container.cpu() < 0) {
                throw Refusal.setting("cpu", container, "It must be zero or greater.");
            }
            checkMemory(draft, container);
            cpu += container.cpu() == null ? 0 : container.cpu();
            memory += container.memory() == null ? 0 : container.memory();
            reserved += container.memoryReservation() == null ? 0 : container.memoryReservation();
        }
        if (cpu > Integer.MAX_VALUE || Math.max(memory, reserved) > Integer.MAX_VALUE) {
            throw Refusal.because(
                    "The sum of all container 'cpu' values, 'memory' values or 'memoryReservation' values is"
                            + " greater than " + Integer.MAX_VALUE + ".");
        }
        if (draft.cpu().isPresent() && cpu > draft.cpu().get()) {
            throw Refusal.because(
                    "The sum of all container 'cpu' values cannot be greater than the value of the task 'cpu'.");
        }
        if (draft.memory().isPresent() && reserved > draft.memory().get()) {
            throw Refusal.because("The sum of all container 'memoryReservation' values cannot be greater than the value"
                    + " of the task 'memory'.");
        }
    }

    private static void checkMemory(Draft draft, ContainerDefinition container) {
        Integer memory = container.memory();
        Integer reservation = container.memoryReservation();
        if (memory != null && memory < LEAST_MEMORY) {
            throw Refusal.setting("memory", container, "It must be at least " + LEAST_MEMORY + " MiB.");
        }
        if (reservation != null && reservation < LEAST_MEMORY) {
            throw Refusal.setting("memoryReservation", container, "It must be at least " + LEAST_MEMORY + " MiB.");
        }
        if (memory != null && reservation != null && reservation > memory) {
            throw Refusal.because("Invalid setting for container '" + container.name()
                    + "'. 'memory' must be greater than or equal to 'memoryReservation'.");
        }
        if (memory != null
                && draft.memory().isPresent()
                && memory > draft.memory().get()) {
            throw Refusal.because("The 'memory' setting for container is greater than for the task.");
        }
    }
}
