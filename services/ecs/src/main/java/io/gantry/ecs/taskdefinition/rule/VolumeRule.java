package io.gantry.ecs.taskdefinition.rule;

import io.gantry.base.AwsError;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.DockerVolumeConfiguration;
import software.amazon.awssdk.services.ecs.model.EFSVolumeConfiguration;
import software.amazon.awssdk.services.ecs.model.Volume;

/**
 * The task's volumes.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Volume.html">AWS: Volume</a>
 */
final class VolumeRule implements Rule {
    @Override
    public void check(Draft draft) {
        Set<String> names = new HashSet<>();
        int atLaunch = 0;
        for (Volume volume : draft.volumes()) {
            checkName(volume, names);
            checkKind(volume);
            if (volume.dockerVolumeConfiguration() != null) {
                checkDocker(volume.dockerVolumeConfiguration());
            }
            if (volume.efsVolumeConfiguration() != null) {
                checkEfs(draft, volume, volume.efsVolumeConfiguration());
            }
            atLaunch += Boolean.TRUE.equals(volume.configuredAtLaunch()) ? 1 : 0;
        }
        if (atLaunch > 1) {
            throw Refusal.because("Only one volume of a task definition can be configured at launch.");
        }
    }

    private static void checkName(Volume volume, Set<String> names) {
        String name = volume.name();
        if (name == null || !name.matches("[a-zA-Z0-9_-]{1,255}")) {
            throw Refusal.because("Invalid volume name '" + name
                    + "'. Up to 255 letters (uppercase and lowercase), numbers, underscores, and hyphens are allowed.");
        }
        if (!names.add(name)) {
            throw Refusal.because("The volume name '" + name + "' is used more than once.");
        }
    }

    private static void checkKind(Volume volume) {
        long kinds = Stream.of(
                        volume.host() != null,
                        volume.dockerVolumeConfiguration() != null,
                        volume.efsVolumeConfiguration() != null,
                        volume.fsxWindowsFileServerVolumeConfiguration() != null,
                        Boolean.TRUE.equals(volume.configuredAtLaunch()))
                .filter(present -> present)
                .count();
        if (kinds > 1) {
            throw invalid(
                    volume,
                    "Give only one of host, dockerVolumeConfiguration, efsVolumeConfiguration,"
                            + " fsxWindowsFileServerVolumeConfiguration and configuredAtLaunch.");
        }
        if (volume.host() != null
                && volume.host().sourcePath() != null
                && volume.host().sourcePath().isEmpty()) {
            throw invalid(volume, "host.sourcePath can't be empty; leave it out for a path that the engine assigns.");
        }
    }

    private static void checkDocker(DockerVolumeConfiguration docker) {
        boolean shared = "shared".equals(docker.scopeAsString());
        if (!shared && Boolean.FALSE.equals(docker.autoprovision())) {
            throw Refusal.because(
                    "When 'scope' parameter is 'task', 'autoprovision' must either not be specified or set"
                            + " to 'True'.");
        }
    }

    private static void checkEfs(Draft draft, Volume volume, EFSVolumeConfiguration efs) {
        boolean encrypted = "ENABLED".equals(efs.transitEncryptionAsString());
        Integer port = efs.transitEncryptionPort();
        if (port != null && (port < 1 || port > 65_535)) {
            throw invalid(volume, "transitEncryptionPort must be between 1 and 65535.");
        }
        if (port != null && !encrypted) {
            throw invalid(volume, "transitEncryptionPort requires transitEncryption to be ENABLED.");
        }
        if (efs.authorizationConfig() == null) {
            return;
        }
        boolean accessPoint = efs.authorizationConfig().accessPointId() != null;
        boolean iam = "ENABLED".equals(efs.authorizationConfig().iamAsString());
        if ((accessPoint || iam) && !encrypted) {
            throw invalid(volume, "An authorizationConfig requires transitEncryption to be ENABLED.");
        }
        if (accessPoint && efs.rootDirectory() != null && !efs.rootDirectory().equals("/")) {
            throw invalid(volume, "With an access point, rootDirectory must be omitted or set to '/'.");
        }
        if (iam && draft.request().taskRoleArn() == null) {
            throw invalid(volume, "IAM authorization requires a taskRoleArn.");
        }
    }

    private static AwsError invalid(Volume volume, String why) {
        return Refusal.because("Invalid setting for volume '" + volume.name() + "'. " + why);
    }
}
