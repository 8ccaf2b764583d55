package io.gantry.ecs.task;

/**
 * What a task was launched with; it never changes.
 *
 * @param launchType {@code EC2}, {@code EXTERNAL} or {@code FARGATE}
 * @param group {@code family:<family>} unless the caller said otherwise
 * @param startedBy empty when the caller said nothing
 * @param referenceId empty when the caller said nothing
 * @param overrides AWS's TaskOverride as JSON, empty when there is none
 * @param cpu the task's CPU units after overrides; 0 when the definition sets none
 * @param memory the task's MiB after overrides; 0 when the definition sets none
 * @param network AWS's AwsVpcConfiguration as JSON, empty for a task without a network of its own
 * @param capacityProvider the name of the one that it counts for, empty for a task that a launch type alone started
 * @param executeCommand whether ECS Exec may run commands in its containers
 */
public record TaskLaunch(
        String launchType,
        String group,
        String startedBy,
        String referenceId,
        String overrides,
        int cpu,
        int memory,
        String network,
        String capacityProvider,
        boolean executeCommand) {
    public TaskLaunch {
        launchType = launchType.intern();
        group = group.intern();
        startedBy = startedBy.intern();
        overrides = overrides.intern();
        network = network.intern();
        capacityProvider = capacityProvider.intern();
    }

    /** The same through this capacity provider. */
    TaskLaunch through(String provider) {
        return new TaskLaunch(
                launchType, group, startedBy, referenceId, overrides, cpu, memory, network, provider, executeCommand);
    }
}
