package io.gantry.ecs.task;

/**
 * What a task was launched with; it never changes.
 *
 * @param launchType {@code EC2} or {@code EXTERNAL}
 * @param group {@code family:<family>} unless the caller said otherwise
 * @param startedBy empty when the caller said nothing
 * @param referenceId empty when the caller said nothing
 * @param overrides AWS's TaskOverride as JSON, empty when there is none
 * @param cpu the task's CPU units after overrides; 0 when the definition sets none
 * @param memory the task's MiB after overrides; 0 when the definition sets none
 * @param network AWS's AwsVpcConfiguration as JSON, empty for a task without a network of its own
 */
public record TaskLaunch(
        String launchType,
        String group,
        String startedBy,
        String referenceId,
        String overrides,
        int cpu,
        int memory,
        String network) {
    public TaskLaunch {
        launchType = launchType.intern();
        group = group.intern();
        startedBy = startedBy.intern();
        overrides = overrides.intern();
        network = network.intern();
    }
}
