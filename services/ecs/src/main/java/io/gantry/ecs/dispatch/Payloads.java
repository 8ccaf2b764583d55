package io.gantry.ecs.dispatch;

import io.gantry.agent.protocol.ContainerPayload;
import io.gantry.agent.protocol.ElasticNetworkInterface;
import io.gantry.agent.protocol.TaskPayload;
import io.gantry.agent.protocol.VolumePayload;
import io.gantry.ecs.network.NetworkAttachment;
import io.gantry.ecs.port.CommandSessions;
import io.gantry.ecs.task.EffectiveDefinition;
import io.gantry.ecs.task.ManagedAgent;
import io.gantry.ecs.task.Task;
import io.gantry.ecs.task.TaskContainer;
import io.gantry.ecs.taskdefinition.TaskDefinition;
import io.gantry.ecs.taskdefinition.TaskDefinitions;
import io.gantry.state.View;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerRestartPolicy;
import software.amazon.awssdk.services.ecs.model.DockerVolumeConfiguration;
import software.amazon.awssdk.services.ecs.model.Volume;

/** Tasks as agents are told of them (agent-protocol.md 7). */
final class Payloads {
    private static final String DOCKER_API = "1.24";
    private static final String NONE = "{}";
    private static final double UNITS = 1024;
    private static final int RESTART_PERIOD = 300;

    private Payloads() {}

    /** The definition that {@code task} runs, which cannot be gone while it does. */
    static EffectiveDefinition definition(View view, Task task) {
        TaskDefinition stored = TaskDefinitions.find(
                        view, task.scope(), task.definitionArn().toString())
                .orElseThrow(() -> new IllegalStateException("the definition of " + task.arn() + " is gone"));
        return EffectiveDefinition.of(stored, task);
    }

    /** The payload of {@code task}, with the credentials of its role, if it has one. */
    static TaskPayload of(View view, Task asked, TaskCredentials roles) {
        EffectiveDefinition effective = definition(view, asked);
        TaskCredentials.Granted granted = roles.of(asked, effective);
        Task task = granted.task();
        software.amazon.awssdk.services.ecs.model.TaskDefinition definition = effective.definition();
        String network = Optional.ofNullable(definition.networkModeAsString()).orElse("bridge");
        TaskPayload.Builder payload = TaskPayload.builder(task.arn().toString(), task.desiredStatus())
                .taskClusterArn(task.clusterArn().toString())
                .family(task.family())
                .version(Integer.toString(task.revision()))
                .overrides(NONE)
                .containers(definition.containerDefinitions().stream()
                        .map(container -> container(task, container, network))
                        .toList())
                .volumes(definition.volumes().stream().map(Payloads::volume).toList())
                .cpu(effective.cpu() / UNITS)
                .memory(effective.memory())
                .networkMode(network)
                .elasticNetworkInterfaces(task.attachment().filter(NetworkAttachment::exists).stream()
                        .map(made -> eni(task, made))
                        .toList())
                .pidMode(text(definition.pidModeAsString()))
                .ipcMode(text(definition.ipcModeAsString()))
                .enableFaultInjection(Boolean.TRUE.equals(definition.enableFaultInjection()))
                .launchType(task.launch().launchType())
                .taskDefinitionAccountId(task.scope().accountId())
                .group(task.launch().group());
        return granted.credentials()
                .map(payload::roleCredentials)
                .orElse(payload)
                .build();
    }

    private static ElasticNetworkInterface eni(Task task, NetworkAttachment made) {
        return new ElasticNetworkInterface(
                made.networkInterfaceId(),
                task.attachmentArn().toString(),
                "",
                0,
                made.macAddress(),
                List.of(new ElasticNetworkInterface.Ipv4Address(made.privateIpv4Address(), true)),
                List.of(),
                made.gateway(),
                "",
                made.vpcCidrs().stream()
                        .limit(1)
                        .map(ElasticNetworkInterface.Vpc::resolver)
                        .toList(),
                searchDomain(made.privateDnsName()),
                made.privateDnsName(),
                "default",
                Optional.empty(),
                Optional.of(new ElasticNetworkInterface.Vpc(
                        made.vpcId(), made.vpcCidrs(), made.subnetId(), made.securityGroups(), made.internet())));
    }

    /** That of the VPC's DHCP options, which is the one that private names are in. */
    private static List<String> searchDomain(String privateDnsName) {
        int dot = privateDnsName.indexOf('.');
        return dot < 0 ? List.of() : List.of(privateDnsName.substring(dot + 1));
    }

    private static ContainerPayload container(Task task, ContainerDefinition definition, String network) {
        Optional<TaskContainer> known = task.containers().stream()
                .filter(container -> container.name().equals(definition.name()))
                .findFirst();
        ContainerPayload.Builder payload = ContainerPayload.builder(
                        definition.name(), known.map(TaskContainer::image).orElse(definition.image()))
                .containerArn(
                        known.map((TaskContainer one) -> task.containerArn(one).toString())
                                .orElse(""))
                .command(definition.command())
                .entryPoint(definition.entryPoint())
                .environment(environment(task, definition))
                .essential(!Boolean.FALSE.equals(definition.essential()))
                .cpu(number(definition.cpu()))
                .memory(number(definition.memory()))
                .links(definition.links())
                .portMappings(definition.portMappings().stream()
                        .map(mapping -> new ContainerPayload.PortMapping(
                                Optional.ofNullable(mapping.containerPort()),
                                Optional.ofNullable(mapping.hostPort()),
                                Optional.ofNullable(mapping.protocolAsString()).orElse("tcp"),
                                text(mapping.containerPortRange())))
                        .toList())
                .mountPoints(definition.mountPoints().stream()
                        .map(mount -> new ContainerPayload.MountPoint(
                                text(mount.sourceVolume()),
                                text(mount.containerPath()),
                                Boolean.TRUE.equals(mount.readOnly())))
                        .toList())
                .volumesFrom(definition.volumesFrom().stream()
                        .map(from -> new ContainerPayload.VolumeFrom(
                                text(from.sourceContainer()), Boolean.TRUE.equals(from.readOnly())))
                        .toList())
                .overrides(NONE)
                .dependsOn(definition.dependsOn().stream()
                        .map(on -> new ContainerPayload.ContainerDependency(
                                text(on.containerName()), text(on.conditionAsString())))
                        .toList())
                .dockerConfig(new ContainerPayload.DockerConfig(
                        DOCKER_API,
                        DockerJson.config(definition),
                        DockerJson.hostConfig(definition, network, task.taskId())));
        if (task.launch().executeCommand()) {
            payload.managedAgents(List.of(new ContainerPayload.ManagedAgent(
                    ManagedAgent.NAME, Map.of("sessionLimit", Integer.toString(CommandSessions.MOST)))));
        }
        if (definition.healthCheck() != null) {
            payload.healthCheckType("docker");
        }
        Optional.ofNullable(definition.startTimeout()).ifPresent(payload::startTimeout);
        Optional.ofNullable(definition.stopTimeout()).ifPresent(payload::stopTimeout);
        Optional.ofNullable(definition.restartPolicy()).map(Payloads::restart).ifPresent(payload::restartPolicy);
        return payload.build();
    }

    private static Map<String, String> environment(Task task, ContainerDefinition definition) {
        Map<String, String> environment = new HashMap<>();
        definition.environment().forEach(pair -> environment.put(text(pair.name()), text(pair.value())));
        environment.put("AWS_EXECUTION_ENV", "AWS_ECS_" + task.launch().launchType());
        return environment;
    }

    /** The default period is sent, because agents have none of their own. */
    private static ContainerPayload.RestartPolicy restart(ContainerRestartPolicy policy) {
        return new ContainerPayload.RestartPolicy(
                Boolean.TRUE.equals(policy.enabled()),
                List.copyOf(policy.ignoredExitCodes()),
                Optional.of(Optional.ofNullable(policy.restartAttemptPeriod()).orElse(RESTART_PERIOD)));
    }

    private static VolumePayload volume(Volume volume) {
        DockerVolumeConfiguration docker = volume.dockerVolumeConfiguration();
        if (docker == null) {
            String path = volume.host() == null ? "" : text(volume.host().sourcePath());
            return VolumePayload.ofHost(volume.name(), path);
        }
        return VolumePayload.ofDocker(
                volume.name(),
                new VolumePayload.DockerVolume(
                        Optional.ofNullable(docker.scopeAsString()).orElse("task"),
                        Boolean.TRUE.equals(docker.autoprovision()),
                        text(docker.driver()),
                        docker.driverOpts(),
                        docker.labels()));
    }

    private static int number(Integer value) {
        return value == null ? 0 : value;
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
