package io.gantry.ecs.taskdefinition.rule;

import java.util.HashSet;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.MountPoint;
import software.amazon.awssdk.services.ecs.model.VolumeFrom;

/** Mount points of volumes that there are, and volumes from containers that there are. */
final class MountRule implements Rule {
    @Override
    public void check(Draft draft) {
        for (ContainerDefinition container : draft.containers()) {
            Set<String> paths = new HashSet<>();
            for (MountPoint mount : container.mountPoints()) {
                if (mount.sourceVolume() == null || mount.sourceVolume().isEmpty()) {
                    throw Refusal.setting("mountPoints", container, "sourceVolume should not be null or empty.");
                }
                if (!draft.hasVolume(mount.sourceVolume())) {
                    throw Refusal.because("Unknown volume '" + mount.sourceVolume() + "'.");
                }
                if (mount.containerPath() == null || mount.containerPath().isEmpty()) {
                    throw Refusal.setting("mountPoints", container, "containerPath should not be null or empty.");
                }
                if (!draft.windows() && !mount.containerPath().startsWith("/")) {
                    throw Refusal.setting(
                            "mountPoints",
                            container,
                            "containerPath must be absolute, not '" + mount.containerPath() + "'.");
                }
                if (!paths.add(mount.containerPath())) {
                    throw Refusal.setting(
                            "mountPoints", container, "The path '" + mount.containerPath() + "' is used twice.");
                }
            }
            for (VolumeFrom from : container.volumesFrom()) {
                String source = from.sourceContainer();
                if (source == null || draft.container(source).isEmpty()) {
                    throw Refusal.because("Invalid 'volumesFrom' setting. Unknown container: '" + source + "'.");
                }
                if (source.equals(container.name())) {
                    throw Refusal.setting("volumesFrom", container, "A container can't mount its own volumes.");
                }
            }
        }
    }
}
