package io.gantry.ecs.taskdefinition.rule;

/**
 * What Managed Instances demand.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/managed-instances-tasks-services.html">ECS:
 *     task definition differences for Managed Instances</a>
 */
final class ManagedInstancesRule implements Rule {
    @Override
    public void check(Draft draft) {
        if (!draft.networkMode().equals("awsvpc") && !draft.networkMode().equals("host")) {
            throw Refusal.because("Managed Instances only support network modes 'awsvpc' and 'host'.");
        }
        if (draft.cpu().isEmpty() || draft.memory().isEmpty()) {
            throw Refusal.because("Managed Instances require that 'cpu' and 'memory' be defined at the task level.");
        }
        if (draft.windows()) {
            throw Refusal.because("Managed Instances do not support Windows containers.");
        }
        boolean docker = draft.volumes().stream().anyMatch(volume -> volume.dockerVolumeConfiguration() != null);
        if (docker) {
            throw Refusal.because("Managed Instances do not support dockerVolumeConfiguration.");
        }
        new Ec2Rule().check(draft);
    }
}
