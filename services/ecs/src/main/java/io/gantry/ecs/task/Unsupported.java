package io.gantry.ecs.task;

import io.gantry.base.AwsError;
import io.gantry.ecs.resource.EcsErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskOverride;
import software.amazon.awssdk.services.ecs.model.Volume;

/**
 * What a task definition may say and we cannot honour yet. Registering keeps such members; running refuses them by name,
 * because a task that silently lacks its secrets or its role is worse than none.
 */
final class Unsupported {
    private Unsupported() {}

    /**
     * Refuses a definition, with its overrides, that needs what we do not have.
     *
     * @throws AwsError UnsupportedFeatureException that names the first such member
     */
    static void check(TaskDefinition definition, TaskOverride overrides) {
        List<String> members = new ArrayList<>();
        task(definition, members);
        definition.volumes().forEach(volume -> volume(volume, members));
        definition.containerDefinitions().forEach(container -> container(container, members));
        overrides(overrides, members);
        if (!members.isEmpty()) {
            throw refusal(members.getFirst());
        }
    }

    /** The refusal of one member. */
    static AwsError refusal(String member) {
        return EcsErrors.unsupportedFeature(member + " is not supported yet.");
    }

    private static void task(TaskDefinition definition, List<String> members) {
        if ("task".equals(definition.pidModeAsString())) {
            members.add("The pidMode task");
        }
        if ("task".equals(definition.ipcModeAsString())) {
            members.add("The ipcMode task");
        }
        if (definition.proxyConfiguration() != null) {
            members.add("The task definition member proxyConfiguration");
        }
        if (!definition.inferenceAccelerators().isEmpty()) {
            members.add("The task definition member inferenceAccelerators");
        }
    }

    private static void volume(Volume volume, List<String> members) {
        if (volume.efsVolumeConfiguration() != null) {
            members.add("The volume member efsVolumeConfiguration");
        }
        if (volume.fsxWindowsFileServerVolumeConfiguration() != null) {
            members.add("The volume member fsxWindowsFileServerVolumeConfiguration");
        }
        if (volume.s3filesVolumeConfiguration() != null) {
            members.add("The volume member s3filesVolumeConfiguration");
        }
        if (Boolean.TRUE.equals(volume.configuredAtLaunch())) {
            members.add("The volume member configuredAtLaunch");
        }
    }

    private static void container(ContainerDefinition container, List<String> members) {
        add(container.hasSecrets() && !container.secrets().isEmpty(), "secrets", members);
        add(!container.environmentFiles().isEmpty(), "environmentFiles", members);
        add(container.repositoryCredentials() != null, "repositoryCredentials", members);
        add(!container.resourceRequirements().isEmpty(), "resourceRequirements", members);
        add(container.firelensConfiguration() != null, "firelensConfiguration", members);
        add(!container.credentialSpecs().isEmpty(), "credentialSpecs", members);
        if (container.logConfiguration() != null) {
            add(!container.logConfiguration().secretOptions().isEmpty(), "logConfiguration.secretOptions", members);
            if (Objects.equals(container.logConfiguration().logDriverAsString(), "awsfirelens")) {
                members.add("The log driver awsfirelens");
            }
        }
    }

    private static void overrides(TaskOverride overrides, List<String> members) {
        if (!overrides.inferenceAcceleratorOverrides().isEmpty()) {
            members.add("The override inferenceAcceleratorOverrides");
        }
        if (overrides.ephemeralStorage() != null) {
            members.add("The override ephemeralStorage");
        }
        for (ContainerOverride override : overrides.containerOverrides()) {
            if (!override.environmentFiles().isEmpty()) {
                members.add("The container override environmentFiles");
            }
            if (!override.resourceRequirements().isEmpty()) {
                members.add("The container override resourceRequirements");
            }
        }
    }

    private static void add(boolean used, String member, List<String> members) {
        if (used) {
            members.add("The container definition member " + member);
        }
    }
}
