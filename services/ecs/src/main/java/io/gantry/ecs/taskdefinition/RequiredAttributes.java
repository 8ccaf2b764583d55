package io.gantry.ecs.taskdefinition;

import io.gantry.ecs.taskdefinition.rule.Draft;
import io.gantry.ecs.taskdefinition.rule.Images;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LinuxParameters;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.Volume;

/**
 * The attributes that a container instance must have to run a definition, {@code requiresAttributes}. The names are those
 * under which the container agent registers what it and its Docker engine can do.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-agent-config.html">ECS: container agent</a>
 */
final class RequiredAttributes {
    private static final String ECS = "ecs.capability.";
    private static final String COM = "com.amazonaws.ecs.capability.";

    private final Draft draft;
    private final Set<String> names = new TreeSet<>();

    private RequiredAttributes(Draft draft) {
        this.draft = draft;
    }

    /** By name. */
    static List<Attribute> of(Draft draft) {
        RequiredAttributes required = new RequiredAttributes(draft);
        required.task();
        draft.containers().forEach(required::container);
        draft.request().volumes().forEach(required::volume);
        return required.names.stream()
                .map(name -> Attribute.builder().name(name).build())
                .toList();
    }

    private void api(String version) {
        names.add(COM + "docker-remote-api." + version);
    }

    private boolean executionRole() {
        return isGiven(draft.request().executionRoleArn());
    }

    private static boolean isGiven(@Nullable String role) {
        return role != null && !role.isEmpty();
    }

    private void task() {
        if (isGiven(draft.request().taskRoleArn())) {
            names.add(COM + (draft.networkMode().equals("host") ? "task-iam-role-network-host" : "task-iam-role"));
        }
        if (draft.networkMode().equals("awsvpc")) {
            names.add(ECS + "task-eni");
            api("1.18");
        }
        if (draft.request().pidModeAsString() != null || draft.request().ipcModeAsString() != null) {
            names.add(ECS + "pid-ipc-namespace-sharing");
        }
        if (draft.request().proxyConfiguration() != null) {
            names.add(ECS + "aws-appmesh");
        }
        if (Boolean.TRUE.equals(draft.request().enableFaultInjection())) {
            names.add(ECS + "fault-injection");
        }
    }

    private void container(ContainerDefinition container) {
        if (Images.inEcr(container.image())) {
            names.add(COM + "ecr-auth");
            if (executionRole()) {
                names.add(ECS + "execution-role-ecr-pull");
            }
        }
        if (container.repositoryCredentials() != null) {
            names.add(ECS + "private-registry-authentication.secretsmanager");
        }
        if (Boolean.TRUE.equals(container.privileged())) {
            names.add(COM + "privileged-container");
        }
        if (!container.dockerLabels().isEmpty() || !container.ulimits().isEmpty()) {
            api("1.18");
        }
        if (container.memoryReservation() != null) {
            api("1.21");
        }
        if (container.healthCheck() != null) {
            names.add(ECS + "container-health-check");
            api(container.healthCheck().startPeriod() == null ? "1.24" : "1.29");
        }
        if (!container.dependsOn().isEmpty()) {
            names.add(ECS + "container-ordering");
        }
        if (!container.environmentFiles().isEmpty()) {
            names.add(ECS + "env-files.s3");
        }
        container.secrets().forEach(secret -> names.add(ECS + "secrets." + kind(secret) + ".environment-variables"));
        for (String option : container.dockerSecurityOptions()) {
            if (option.startsWith("label:")) {
                names.add(COM + "selinux");
            } else if (option.startsWith("apparmor:")) {
                names.add(COM + "apparmor");
            }
        }
        if (container.portMappings().stream().anyMatch(mapping -> mapping.containerPortRange() != null)) {
            names.add(ECS + "network.container-port-range");
        }
        if (container.restartPolicy() != null
                && Boolean.TRUE.equals(container.restartPolicy().enabled())) {
            names.add(ECS + "container-restart-policy");
        }
        if (container.linuxParameters() != null) {
            linux(container.linuxParameters());
        }
        logging(container);
    }

    private void linux(LinuxParameters linux) {
        if (linux.initProcessEnabled() != null) {
            api("1.25");
        }
        if (linux.sharedMemorySize() != null || !linux.tmpfs().isEmpty()) {
            api("1.22");
        }
    }

    private void logging(ContainerDefinition container) {
        if (container.firelensConfiguration() != null) {
            names.add(ECS + "firelens." + container.firelensConfiguration().typeAsString());
            String file = container.firelensConfiguration().options().get("config-file-type");
            if (file != null) {
                names.add(ECS + "firelens.options.config." + file);
            }
        }
        LogConfiguration log = container.logConfiguration();
        if (log == null) {
            return;
        }
        names.add(COM + "logging-driver." + log.logDriverAsString());
        api("1.18");
        if ("awslogs".equals(log.logDriverAsString())) {
            api("1.19");
            if (executionRole()) {
                names.add(ECS + "execution-role-awslogs");
            }
            if (log.options().containsKey("awslogs-create-group")) {
                api("1.29");
            }
        }
        log.secretOptions().forEach(secret -> names.add(ECS + "secrets." + kind(secret) + ".bootstrap.log-driver"));
    }

    private void volume(Volume volume) {
        if (volume.dockerVolumeConfiguration() != null) {
            String driver = volume.dockerVolumeConfiguration().driver();
            names.add(ECS + "docker-plugin." + (driver == null ? "local" : driver));
        }
        if (volume.efsVolumeConfiguration() != null) {
            names.add(ECS + "efs");
            api("1.25");
            if (volume.efsVolumeConfiguration().authorizationConfig() != null
                    || "ENABLED".equals(volume.efsVolumeConfiguration().transitEncryptionAsString())) {
                names.add(ECS + "efsAuth");
            }
        }
        if (volume.fsxWindowsFileServerVolumeConfiguration() != null) {
            names.add(ECS + "fsxWindowsFileServer");
        }
    }

    /** A Secrets Manager secret is named by its ARN; all else is a parameter. */
    private static String kind(Secret secret) {
        return secret.valueFrom().contains(":secretsmanager:") ? "asm" : "ssm";
    }
}
