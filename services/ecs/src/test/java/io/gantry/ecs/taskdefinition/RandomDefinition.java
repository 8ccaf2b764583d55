package io.gantry.ecs.taskdefinition;

import io.gantry.kit.Gen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerDependency;
import software.amazon.awssdk.services.ecs.model.EphemeralStorage;
import software.amazon.awssdk.services.ecs.model.HealthCheck;
import software.amazon.awssdk.services.ecs.model.HostEntry;
import software.amazon.awssdk.services.ecs.model.HostVolumeProperties;
import software.amazon.awssdk.services.ecs.model.KernelCapabilities;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LinuxParameters;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;
import software.amazon.awssdk.services.ecs.model.MountPoint;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RuntimePlatform;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.SystemControl;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionPlacementConstraint;
import software.amazon.awssdk.services.ecs.model.Tmpfs;
import software.amazon.awssdk.services.ecs.model.Ulimit;
import software.amazon.awssdk.services.ecs.model.Volume;

/** Valid task definitions of many kinds, made by construction from one seed. */
final class RandomDefinition {
    private final Gen gen;
    private final boolean fargate;
    private final String mode;
    private final List<String> volumes = new ArrayList<>();
    private int nextPort = 1_000;

    RandomDefinition(Gen gen) {
        this.gen = gen;
        this.fargate = gen.chance(0.4);
        this.mode = fargate ? "awsvpc" : gen.oneOf("bridge", "host", "none", "awsvpc");
    }

    /** The definition of this seed. */
    RegisterTaskDefinitionRequest request() {
        RegisterTaskDefinitionRequest.Builder task = RegisterTaskDefinitionRequest.builder()
                .family("f" + gen.below(5))
                .executionRoleArn("arn:aws:iam::123456789012:role/execution")
                .volumes(gen.list(3, this::volume));
        if (!mode.equals("bridge") || gen.chance(0.5)) {
            task.networkMode(mode);
        }
        if (fargate) {
            task.cpu("1024").memory(Integer.toString(1_024 * gen.between(2, 8)));
            task.requiresCompatibilitiesWithStrings("FARGATE");
            task.runtimePlatform(RuntimePlatform.builder()
                    .cpuArchitecture(gen.oneOf("X86_64", "ARM64"))
                    .operatingSystemFamily("LINUX")
                    .build());
            task.ephemeralStorage(
                    EphemeralStorage.builder().sizeInGiB(gen.between(21, 200)).build());
        } else if (gen.chance(0.5)) {
            task.placementConstraints(TaskDefinitionPlacementConstraint.builder()
                    .type("memberOf")
                    .expression("attribute:ecs.os-type == linux")
                    .build());
            task.pidMode(gen.oneOf("host", "task")).ipcMode(gen.oneOf("task", "none"));
            task.enableFaultInjection(gen.chance(0.5));
        }
        List<ContainerDefinition> containers = new ArrayList<>();
        for (int i = gen.between(1, 10); i > 0; i--) {
            containers.add(container(containers));
        }
        return task.containerDefinitions(containers).build();
    }

    private Volume volume() {
        String name = "v" + volumes.size();
        volumes.add(name);
        Volume.Builder volume = Volume.builder().name(name);
        if (!fargate && gen.chance(0.5)) {
            volume.host(
                    HostVolumeProperties.builder().sourcePath("/data/" + name).build());
        } else if (!fargate && gen.chance(0.5)) {
            volume.dockerVolumeConfiguration(docker -> docker.scope("shared").driverOpts(Map.of("o", gen.text(9))));
        } else if (gen.chance(0.5)) {
            volume.efsVolumeConfiguration(efs -> efs.fileSystemId("fs-1").rootDirectory("/x"));
        }
        return volume.build();
    }

    /** The first container is essential, later ones may wait for earlier ones only. */
    private ContainerDefinition container(List<ContainerDefinition> earlier) {
        ContainerDefinition.Builder container = ContainerDefinition.builder()
                .name("c" + earlier.size())
                .image("registry.example:5000/web_" + gen.below(9) + ":1." + gen.below(9))
                .memory(gen.between(64, 128))
                .memoryReservation(gen.between(4, 64));
        if (gen.chance(0.5)) {
            container.cpu(gen.between(0, 64));
        }
        if (earlier.isEmpty() || gen.chance(0.5)) {
            container.essential(true);
        } else if (gen.chance(0.5)) {
            container.essential(false);
        }
        container.environment(gen.list(5, () -> variable("E")));
        container.secrets(gen.chance(0.3) ? List.of(secret("S")) : List.of());
        container.portMappings(mode.equals("none") ? List.of() : gen.list(3, this::port));
        container.mountPoints(gen.shuffled(volumes).stream().map(this::mount).toList());
        container.command(gen.list(3, () -> gen.text(12)));
        container.dockerLabels(Map.of("label." + gen.name(5), gen.text(12)));
        options(container);
        if (!earlier.isEmpty() && gen.chance(0.5)) {
            ContainerDefinition target = gen.oneOf(earlier);
            container.dependsOn(ContainerDependency.builder()
                    .containerName(target.name())
                    .condition(condition(target))
                    .build());
        }
        return container.build();
    }

    private String condition(ContainerDefinition target) {
        if (target.healthCheck() != null) {
            return "HEALTHY";
        }
        return Boolean.FALSE.equals(target.essential()) ? gen.oneOf("SUCCESS", "COMPLETE", "START") : "START";
    }

    private void options(ContainerDefinition.Builder container) {
        if (gen.chance(0.5)) {
            container.logConfiguration(LogConfiguration.builder()
                    .logDriver("awslogs")
                    .options(Map.of("awslogs-group", "g", "awslogs-region", "r", "awslogs-stream-prefix", "p"))
                    .build());
        }
        if (gen.chance(0.4)) {
            container.healthCheck(HealthCheck.builder()
                    .command("CMD-SHELL", gen.text(20))
                    .interval(gen.between(5, 300))
                    .retries(gen.between(1, 10))
                    .build());
        }
        if (gen.chance(0.4)) {
            container.startTimeout(gen.between(0, 120)).stopTimeout(gen.between(0, 120));
            container.restartPolicy(policy -> policy.enabled(true)
                    .ignoredExitCodes(gen.list(50, () -> gen.below(256)))
                    .restartAttemptPeriod(gen.between(60, 1_800)));
        }
        if (gen.chance(0.4)) {
            container.ulimits(Ulimit.builder()
                    .name("nofile")
                    .softLimit(gen.between(1, 1_024))
                    .hardLimit(1_024)
                    .build());
            container.linuxParameters(LinuxParameters.builder()
                    .initProcessEnabled(gen.chance(0.5))
                    .capabilities(KernelCapabilities.builder()
                            .add("SYS_PTRACE")
                            .drop("CHOWN", "KILL")
                            .build())
                    .tmpfs(Tmpfs.builder()
                            .containerPath("/tmp/" + gen.name(5))
                            .size(gen.between(1, 64))
                            .mountOptions("noexec")
                            .build())
                    .build());
        }
        if (!mode.equals("host") && gen.chance(0.3)) {
            container.systemControls(SystemControl.builder()
                    .namespace("net.core.somaxconn")
                    .value("1024")
                    .build());
        }
        if (mode.equals("bridge") && gen.chance(0.3)) {
            container
                    .hostname(gen.name(9))
                    .extraHosts(HostEntry.builder()
                            .hostname("h")
                            .ipAddress("10.0.0.3")
                            .build());
        }
        container.user(gen.name(5)).workingDirectory("/w").readonlyRootFilesystem(gen.chance(0.5));
        container.interactive(gen.chance(0.5)).pseudoTerminal(gen.chance(0.5));
    }

    private KeyValuePair variable(String prefix) {
        return KeyValuePair.builder()
                .name(prefix + gen.name(9))
                .value(gen.text(30))
                .build();
    }

    private Secret secret(String prefix) {
        return Secret.builder()
                .name(prefix + gen.name(9))
                .valueFrom("parameter")
                .build();
    }

    private PortMapping port() {
        int port = nextPort++;
        PortMapping.Builder mapping = PortMapping.builder().containerPort(port);
        if (gen.chance(0.5)) {
            mapping.hostPort(port);
        }
        if (gen.chance(0.5)) {
            mapping.protocol(gen.oneOf("tcp", "udp")).name("p" + port);
        }
        return mapping.build();
    }

    private MountPoint mount(String volume) {
        MountPoint.Builder mount = MountPoint.builder().sourceVolume(volume).containerPath("/mnt/" + volume);
        return gen.chance(0.5) ? mount.readOnly(gen.chance(0.5)).build() : mount.build();
    }
}
