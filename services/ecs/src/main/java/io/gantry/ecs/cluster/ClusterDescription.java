package io.gantry.ecs.cluster;

import io.gantry.ecs.resource.Tags;
import io.gantry.state.View;
import io.gantry.wire.codec.AwsJson;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;

/** A cluster in AWS's shape. */
final class ClusterDescription {
    /** What the answers of the operations that change a cluster hold. */
    static final Set<ClusterField> OF_A_CHANGE =
            EnumSet.of(ClusterField.ATTACHMENTS, ClusterField.CONFIGURATIONS, ClusterField.SETTINGS, ClusterField.TAGS);

    private static final List<String> LAUNCH_TYPES = List.of("EC2", "FARGATE", "EXTERNAL");

    private ClusterDescription() {}

    /** What the caller wrote, as it is stored. */
    static software.amazon.awssdk.services.ecs.model.Cluster definition(Cluster cluster) {
        return AwsJson.read(cluster.definition(), software.amazon.awssdk.services.ecs.model.Cluster.builder());
    }

    /** The whole answer: counts as of {@code view}, and of the rest what {@code include} asks for. */
    static software.amazon.awssdk.services.ecs.model.Cluster of(
            View view, Cluster cluster, ClusterContents contents, Set<ClusterField> include) {
        var definition = definition(cluster);
        boolean attachments = include.contains(ClusterField.ATTACHMENTS)
                && !definition.capacityProviders().isEmpty();
        return software.amazon.awssdk.services.ecs.model.Cluster.builder()
                .clusterArn(cluster.arn().toString())
                .clusterName(cluster.name())
                .status(cluster.status().name())
                .registeredContainerInstancesCount(contents.containerInstances(view, cluster))
                .runningTasksCount(contents.runningTasks(view, cluster))
                .pendingTasksCount(contents.pendingTasks(view, cluster))
                .activeServicesCount(contents.activeServices(view, cluster))
                .statistics(include.contains(ClusterField.STATISTICS) ? statistics(view, cluster, contents) : List.of())
                .tags(include.contains(ClusterField.TAGS) ? Tags.toShape(cluster.tags()) : List.of())
                .settings(include.contains(ClusterField.SETTINGS) ? definition.settings() : List.of())
                .configuration(include.contains(ClusterField.CONFIGURATIONS) ? definition.configuration() : null)
                .capacityProviders(List.copyOf(definition.capacityProviders()))
                .defaultCapacityProviderStrategy(List.copyOf(definition.defaultCapacityProviderStrategy()))
                .attachments(attachments ? List.of() : null)
                .attachmentsStatus(attachments ? "UPDATE_COMPLETE" : null)
                .serviceConnectDefaults(definition.serviceConnectDefaults())
                .build();
    }

    private static List<KeyValuePair> statistics(View view, Cluster cluster, ClusterContents contents) {
        List<KeyValuePair> pairs = new ArrayList<>();
        for (String status : List.of("RUNNING", "PENDING")) {
            for (String launchType : LAUNCH_TYPES) {
                pairs.add(pair(
                        status.equals("RUNNING") ? "running" : "pending",
                        launchType,
                        "TasksCount",
                        contents.tasks(view, cluster, launchType, status)));
            }
        }
        for (String status : List.of("ACTIVE", "DRAINING")) {
            Map<String, Integer> services = contents.services(view, cluster, status);
            for (String launchType : LAUNCH_TYPES) {
                pairs.add(pair(
                        status.equals("ACTIVE") ? "active" : "draining",
                        launchType,
                        "ServiceCount",
                        services.getOrDefault(launchType, 0)));
            }
        }
        return pairs;
    }

    private static KeyValuePair pair(String start, String launchType, String end, int count) {
        String middle = switch (launchType) {
            case "FARGATE" -> "Fargate";
            case "EXTERNAL" -> "External";
            default -> launchType;
        };
        return KeyValuePair.builder()
                .name(start + middle + end)
                .value(Integer.toString(count))
                .build();
    }
}
