package io.gantry.ecs.taskdefinition;

import io.gantry.ecs.taskdefinition.rule.Draft;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DockerVolumeConfiguration;
import software.amazon.awssdk.services.ecs.model.HealthCheck;
import software.amazon.awssdk.services.ecs.model.HostVolumeProperties;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Volume;

/**
 * What AWS writes into a definition that left it out, so that it is there on read-back. Terraform compares what it reads
 * with what it sent and knows exactly these: a value that AWS does not add is not added here.
 */
final class Defaults {
    private Defaults() {}

    /** The definition as AWS keeps it, without its ARN, status and dates. */
    static software.amazon.awssdk.services.ecs.model.TaskDefinition applied(Draft draft, List<String> compatibilities) {
        RegisterTaskDefinitionRequest in = draft.request();
        var definition = software.amazon.awssdk.services.ecs.model.TaskDefinition.builder()
                .containerDefinitions(in.containerDefinitions().stream()
                        .map(container -> container(draft, container))
                        .toList())
                .taskRoleArn(in.taskRoleArn())
                .executionRoleArn(in.executionRoleArn())
                .networkMode(in.networkModeAsString())
                .volumes(in.volumes().stream().map(Defaults::volume).toList())
                .requiresAttributes(RequiredAttributes.of(draft))
                .placementConstraints(List.copyOf(in.placementConstraints()))
                .compatibilitiesWithStrings(compatibilities)
                .runtimePlatform(in.runtimePlatform())
                .requiresCompatibilitiesWithStrings(
                        in.hasRequiresCompatibilities() ? in.requiresCompatibilitiesAsStrings() : null)
                .cpu(draft.cpu().map(String::valueOf).orElse(null))
                .memory(draft.memory().map(String::valueOf).orElse(null))
                .pidMode(in.pidModeAsString())
                .ipcMode(in.ipcModeAsString())
                .proxyConfiguration(in.proxyConfiguration())
                .ephemeralStorage(in.ephemeralStorage())
                .enableFaultInjection(in.enableFaultInjection());
        return withAccelerators(definition, in).build();
    }

    @SuppressWarnings("deprecation") // The model still has it, so read-back must.
    private static software.amazon.awssdk.services.ecs.model.TaskDefinition.Builder withAccelerators(
            software.amazon.awssdk.services.ecs.model.TaskDefinition.Builder definition,
            RegisterTaskDefinitionRequest in) {
        return in.hasInferenceAccelerators()
                ? definition.inferenceAccelerators(in.inferenceAccelerators())
                : definition;
    }

    private static ContainerDefinition container(Draft draft, ContainerDefinition given) {
        return given.toBuilder()
                .cpu(given.cpu() == null ? 0 : given.cpu())
                .essential(given.essential() == null || given.essential())
                .portMappings(given.portMappings().stream()
                        .map(mapping -> port(draft, mapping))
                        .toList())
                .environment(List.copyOf(given.environment()))
                .mountPoints(List.copyOf(given.mountPoints()))
                .volumesFrom(List.copyOf(given.volumesFrom()))
                .systemControls(List.copyOf(given.systemControls()))
                .healthCheck(given.healthCheck() == null ? null : healthCheck(given.healthCheck()))
                .build();
    }

    private static PortMapping port(Draft draft, PortMapping given) {
        PortMapping.Builder mapping =
                given.toBuilder().protocol(given.protocolAsString() == null ? "tcp" : given.protocolAsString());
        if (given.containerPortRange() != null) {
            return mapping.build();
        }
        boolean ownPorts = draft.networkMode().equals("bridge");
        int hostPort = given.hostPort() == null ? 0 : given.hostPort();
        return mapping.hostPort(ownPorts ? hostPort : given.containerPort()).build();
    }

    private static HealthCheck healthCheck(HealthCheck given) {
        return given.toBuilder()
                .interval(given.interval() == null ? 30 : given.interval())
                .timeout(given.timeout() == null ? 5 : given.timeout())
                .retries(given.retries() == null ? 3 : given.retries())
                .build();
    }

    private static Volume volume(Volume given) {
        Volume.Builder volume = given.toBuilder();
        boolean plain = given.host() == null
                && given.dockerVolumeConfiguration() == null
                && given.efsVolumeConfiguration() == null
                && given.fsxWindowsFileServerVolumeConfiguration() == null
                && !Boolean.TRUE.equals(given.configuredAtLaunch());
        if (plain) {
            volume.host(HostVolumeProperties.builder().build());
        }
        if (given.dockerVolumeConfiguration() != null) {
            volume.dockerVolumeConfiguration(docker(given.dockerVolumeConfiguration()));
        }
        if (given.efsVolumeConfiguration() != null
                && given.efsVolumeConfiguration().rootDirectory() == null) {
            volume.efsVolumeConfiguration(given.efsVolumeConfiguration().toBuilder()
                    .rootDirectory("/")
                    .build());
        }
        return volume.build();
    }

    private static DockerVolumeConfiguration docker(DockerVolumeConfiguration given) {
        return given.toBuilder()
                .scope(given.scopeAsString() == null ? "task" : given.scopeAsString())
                .driver(given.driver() == null ? "local" : given.driver())
                .build();
    }
}
