package io.gantry.ecs.taskdefinition.rule;

/**
 * What the launch type EXTERNAL (instances outside of AWS) demands.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere.html">ECS Anywhere:
 *     considerations</a>
 */
final class ExternalRule implements Rule {
    @Override
    public void check(Draft draft) {
        if (draft.networkMode().equals("awsvpc")) {
            throw Refusal.because("External launch type does not support network mode 'awsvpc'.");
        }
        new Ec2Rule().check(draft);
        boolean efs = draft.volumes().stream().anyMatch(volume -> volume.efsVolumeConfiguration() != null);
        if (efs) {
            throw Refusal.because("External launch type does not support EFS volumes.");
        }
    }
}
