package io.gantry.ecs.instance;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.resource.Tags;
import io.gantry.state.View;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.ContainerInstanceHealthStatus;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.InstanceHealthCheckResult;
import software.amazon.awssdk.services.ecs.model.VersionInfo;

/** Container instances in AWS's shape. */
public final class InstanceShapes {
    static final String HEALTH = "CONTAINER_INSTANCE_HEALTH";
    static final String TAGS = "TAGS";

    private final InstanceTasks tasks;

    public InstanceShapes(InstanceTasks tasks) {
        this.tasks = tasks;
    }

    /**
     * An instance as it is described.
     *
     * @param include {@link #HEALTH}, {@link #TAGS}
     */
    software.amazon.awssdk.services.ecs.model.ContainerInstance describe(
            View view, ContainerInstance instance, Collection<String> include) {
        Optional<Allocation> host = view.get(Allocations.TABLE, instance.allocationId());
        software.amazon.awssdk.services.ecs.model.ContainerInstance.Builder shape =
                software.amazon.awssdk.services.ecs.model.ContainerInstance.builder()
                        .containerInstanceArn(instance.arn().toString())
                        .version(instance.version())
                        .versionInfo(versionInfo(instance.agent()))
                        .remainingResources(host.map(ResourceShapes::remaining).orElse(List.of()))
                        .registeredResources(
                                host.map(ResourceShapes::registered).orElse(List.of()))
                        .status(instance.status().name())
                        .agentConnected(instance.agentConnected())
                        .runningTasksCount(tasks.running(view, instance))
                        .pendingTasksCount(tasks.pending(view, instance))
                        .attributes(attributes(instance.attributes()))
                        .registeredAt(instance.registeredAt())
                        .attachments(List.of())
                        .tags(include.contains(TAGS) ? Tags.toShape(instance.tags()) : List.of());
        shape.ec2InstanceId(instance.machineId());
        instance.agentUpdateStatus().ifPresent(shape::agentUpdateStatus);
        if (include.contains(HEALTH)) {
            shape.healthStatus(health(instance));
        }
        return shape.build();
    }

    private static VersionInfo versionInfo(AgentVersion agent) {
        VersionInfo.Builder shape = VersionInfo.builder();
        if (!agent.agentVersion().isEmpty()) {
            shape.agentVersion(agent.agentVersion());
        }
        if (!agent.agentHash().isEmpty()) {
            shape.agentHash(agent.agentHash());
        }
        if (!agent.dockerVersion().isEmpty()) {
            shape.dockerVersion("DockerVersion: " + agent.dockerVersion());
        }
        return shape.build();
    }

    private static List<Attribute> attributes(Map<String, String> attributes) {
        return new TreeMap<>(attributes)
                .entrySet().stream()
                        .map(entry ->
                                attribute(entry.getKey(), entry.getValue()).build())
                        .toList();
    }

    /** An attribute without its target; the empty value is left out. */
    public static Attribute.Builder attribute(String name, String value) {
        Attribute.Builder shape = Attribute.builder().name(name);
        return value.isEmpty() ? shape : shape.value(value);
    }

    private static ContainerInstanceHealthStatus health(ContainerInstance instance) {
        List<InstanceHealthCheckResult> details = instance.health().stream()
                .map(check -> InstanceHealthCheckResult.builder()
                        .type(check.type())
                        .status(check.status())
                        .statusReason(check.reason().isEmpty() ? null : check.reason())
                        .lastUpdated(check.lastUpdated().orElse(null))
                        .lastStatusChange(check.lastStatusChange().orElse(null))
                        .build())
                .toList();
        return ContainerInstanceHealthStatus.builder()
                .overallStatus(overall(instance.health()))
                .details(details)
                .build();
    }

    /** IMPAIRED when one check is; OK when all are; else what the first other says. */
    private static String overall(List<HealthCheck> checks) {
        if (checks.stream().anyMatch(check -> check.status().equals("IMPAIRED"))) {
            return "IMPAIRED";
        }
        return checks.stream()
                .map(HealthCheck::status)
                .filter(status -> !status.equals("OK"))
                .findFirst()
                .orElse(checks.isEmpty() ? "INSUFFICIENT_DATA" : "OK");
    }

    /** AWS's answer to an id that names nothing: the ARN it would have, and MISSING. */
    static Failure missing(Cluster cluster, String recordId) {
        String id = recordId.substring(recordId.lastIndexOf('/') + 1);
        return failure(
                cluster.scope()
                        .arn("container-instance/" + cluster.name() + "/" + id)
                        .toString(),
                "MISSING");
    }

    /** A failure that names a resource and a reason. */
    static Failure failure(String arn, String reason) {
        return Failure.builder().arn(arn).reason(reason).build();
    }
}
