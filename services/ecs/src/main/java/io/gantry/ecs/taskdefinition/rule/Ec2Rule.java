package io.gantry.ecs.taskdefinition.rule;

import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

/** What the launch type EC2 demands; also the others that run on instances of the caller's. */
final class Ec2Rule implements Rule {
    private static final int LEAST_CPU = 128;
    private static final int MOST_CPU = 196_608;

    @Override
    public void check(Draft draft) {
        draft.cpu().filter(cpu -> cpu < LEAST_CPU || cpu > MOST_CPU).ifPresent(cpu -> {
            throw Refusal.because("Invalid 'cpu' setting for task. It must be between " + LEAST_CPU + " and " + MOST_CPU
                    + " CPU units, not " + cpu
                    + ". For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.");
        });
        for (ContainerDefinition container : draft.containers()) {
            boolean sized = container.memory() != null || container.memoryReservation() != null;
            if (draft.memory().isEmpty() && !sized) {
                throw Refusal.because("Invalid setting for container '" + container.name()
                        + "'. At least one of 'memory' or 'memoryReservation' must be specified.");
            }
        }
        if (draft.request().ephemeralStorage() != null) {
            throw Refusal.because("Tasks using the EC2 launch type do not support ephemeralStorage.");
        }
    }
}
