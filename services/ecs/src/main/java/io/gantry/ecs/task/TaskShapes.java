package io.gantry.ecs.task;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.resource.Tags;
import io.gantry.ecs.taskdefinition.TaskDefinitions;
import io.gantry.state.View;
import io.gantry.wire.codec.AwsJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.Connectivity;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.EphemeralStorage;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/** Tasks in AWS's shape. */
final class TaskShapes {
    private static final String ARCHITECTURE = "ecs.cpu-architecture";
    private static final String ZONE = "ecs.availability-zone";

    private TaskShapes() {}

    /** A task as it is described. */
    static software.amazon.awssdk.services.ecs.model.Task describe(View view, Task task, boolean withTags) {
        software.amazon.awssdk.services.ecs.model.Task.Builder shape =
                software.amazon.awssdk.services.ecs.model.Task.builder()
                        .taskArn(task.arn().toString())
                        .clusterArn(task.clusterArn().toString())
                        .taskDefinitionArn(task.definitionArn().toString())
                        .lastStatus(task.lastStatus().name())
                        .desiredStatus(task.desiredStatus())
                        .launchType(task.launch().launchType())
                        .group(task.launch().group())
                        .overrides(overrides(task))
                        .containers(task.containers().stream()
                                .map(container -> container(task, container))
                                .toList())
                        .attachments(NetworkShapes.attachments(task))
                        .inferenceAccelerators(List.of())
                        .enableExecuteCommand(task.launch().executeCommand())
                        .healthStatus(task.health().name())
                        .version(task.version())
                        .cpu(Integer.toString(cpu(task)))
                        .memory(Integer.toString(memory(task)))
                        .tags(withTags ? Tags.toShape(task.tags()) : List.of());
        if (task.launch().launchType().equals(Fargate.TYPE)) {
            fargate(view, task, shape);
        } else {
            shape.containerInstanceArn(task.instanceArn().toString());
        }
        if (!task.launch().capacityProvider().isEmpty()) {
            shape.capacityProviderName(task.launch().capacityProvider());
        }
        if (!task.launch().startedBy().isEmpty()) {
            shape.startedBy(task.launch().startedBy());
        }
        task.stop().ifPresent(stop -> shape.stopCode(stop.code().name()).stoppedReason(stop.reason()));
        times(task.times(), shape);
        view.get(ContainerInstances.TABLE, task.instanceRecordId()).ifPresent(instance -> host(instance, task, shape));
        return shape.build();
    }

    private static void fargate(View view, Task task, software.amazon.awssdk.services.ecs.model.Task.Builder shape) {
        int storage = TaskDefinitions.find(
                        view, task.scope(), task.definitionArn().toString())
                .map(definition -> EffectiveDefinition.of(definition, task).definition())
                .flatMap(definition -> Optional.ofNullable(definition.ephemeralStorage()))
                .map(EphemeralStorage::sizeInGiB)
                .orElse(Fargate.EPHEMERAL_STORAGE);
        shape.platformVersion(Fargate.platformVersion(""))
                .platformFamily(Fargate.FAMILY)
                .ephemeralStorage(it -> it.sizeInGiB(storage))
                .fargateEphemeralStorage(it -> it.sizeInGiB(storage));
    }

    private static void times(TaskTimes times, software.amazon.awssdk.services.ecs.model.Task.Builder shape) {
        TaskTimes.instant(times.created()).ifPresent(shape::createdAt);
        TaskTimes.instant(times.pullStarted()).ifPresent(shape::pullStartedAt);
        TaskTimes.instant(times.pullStopped()).ifPresent(shape::pullStoppedAt);
        TaskTimes.instant(times.started()).ifPresent(shape::startedAt);
        TaskTimes.instant(times.stopping()).ifPresent(shape::stoppingAt);
        TaskTimes.instant(times.executionStopped()).ifPresent(shape::executionStoppedAt);
        TaskTimes.instant(times.stopped()).ifPresent(shape::stoppedAt);
    }

    private static void host(
            ContainerInstance instance, Task task, software.amazon.awssdk.services.ecs.model.Task.Builder shape) {
        Optional.ofNullable(instance.attributes().get(ZONE)).ifPresent(shape::availabilityZone);
        Optional.ofNullable(instance.attributes().get(ARCHITECTURE))
                .ifPresent(value -> shape.attributes(
                        Attribute.builder().name(ARCHITECTURE).value(value).build()));
        TaskTimes.instant(task.times().connectivity())
                .ifPresent(since -> shape.connectivityAt(since)
                        .connectivity(instance.agentConnected() ? Connectivity.CONNECTED : Connectivity.DISCONNECTED));
    }

    private static int cpu(Task task) {
        int sum = task.containers().stream().mapToInt(TaskContainer::cpu).sum();
        return task.launch().cpu() > 0 ? task.launch().cpu() : sum;
    }

    private static int memory(Task task) {
        int sum = task.containers().stream()
                .mapToInt(container ->
                        container.memoryReservation() > 0 ? container.memoryReservation() : container.memory())
                .sum();
        return task.launch().memory() > 0 ? task.launch().memory() : sum;
    }

    private static Container container(Task task, TaskContainer container) {
        Container.Builder shape = Container.builder()
                .containerArn(task.containerArn(container).toString())
                .taskArn(task.arn().toString())
                .name(container.name())
                .image(container.image())
                .lastStatus(container.lastStatus().name())
                .networkInterfaces(NetworkShapes.interfaces(task))
                .healthStatus(container.health().name())
                .cpu(Integer.toString(container.cpu()))
                .networkBindings(container.networkBindings().stream()
                        .map(TaskShapes::binding)
                        .toList());
        if (container.memory() > 0) {
            shape.memory(Integer.toString(container.memory()));
        }
        if (container.memoryReservation() > 0) {
            shape.memoryReservation(Integer.toString(container.memoryReservation()));
        }
        if (!container.imageDigest().isEmpty()) {
            shape.imageDigest(container.imageDigest());
        }
        if (!container.runtimeId().isEmpty()) {
            shape.runtimeId(container.runtimeId());
        }
        if (!container.reason().isEmpty()) {
            shape.reason(container.reason());
        }
        container.exitCode().ifPresent(shape::exitCode);
        container.agent().ifPresent(agent -> shape.managedAgents(agent(agent)));
        return shape.build();
    }

    private static software.amazon.awssdk.services.ecs.model.ManagedAgent agent(ManagedAgent agent) {
        software.amazon.awssdk.services.ecs.model.ManagedAgent.Builder shape =
                software.amazon.awssdk.services.ecs.model.ManagedAgent.builder()
                        .name(ManagedAgent.NAME)
                        .lastStatus(agent.lastStatus().name());
        TaskTimes.instant(agent.lastStartedAt()).ifPresent(shape::lastStartedAt);
        if (!agent.reason().isEmpty()) {
            shape.reason(agent.reason());
        }
        return shape.build();
    }

    private static software.amazon.awssdk.services.ecs.model.NetworkBinding binding(NetworkBinding binding) {
        software.amazon.awssdk.services.ecs.model.NetworkBinding.Builder shape =
                software.amazon.awssdk.services.ecs.model.NetworkBinding.builder()
                        .bindIP(binding.bindIp())
                        .protocol(binding.protocol());
        if (binding.containerPortRange().isEmpty()) {
            shape.containerPort(binding.containerPort()).hostPort(binding.hostPort());
        } else {
            shape.containerPortRange(binding.containerPortRange()).hostPortRange(binding.hostPortRange());
        }
        return shape.build();
    }

    /** What the caller overrode; as on AWS every container stands in it, if only by name. */
    private static TaskOverride overrides(Task task) {
        String json = task.launch().overrides();
        TaskOverride given =
                json.isEmpty() ? TaskOverride.builder().build() : AwsJson.read(json, TaskOverride.builder());
        Set<String> named =
                given.containerOverrides().stream().map(ContainerOverride::name).collect(Collectors.toSet());
        List<ContainerOverride> all = new ArrayList<>(given.containerOverrides());
        for (TaskContainer container : task.containers()) {
            if (!named.contains(container.name())) {
                all.add(ContainerOverride.builder().name(container.name()).build());
            }
        }
        return given.toBuilder()
                .containerOverrides(all)
                .inferenceAcceleratorOverrides(List.of())
                .build();
    }

    /** AWS's answer to an id that names nothing. */
    static Failure missing(Cluster cluster, String recordId) {
        String id = recordId.substring(recordId.lastIndexOf('/') + 1);
        return failure(cluster.scope().arn("task/" + cluster.name() + "/" + id).toString(), "MISSING");
    }

    /** A failure that names a resource and a reason. */
    static Failure failure(String arn, String reason) {
        return Failure.builder().arn(arn).reason(reason).build();
    }
}
