package io.gantry.ecs.service;

import io.gantry.ecs.capacity.CapacityStrategy;
import io.gantry.ecs.deployment.RevisionCounts;
import io.gantry.ecs.deployment.ServiceRevision;
import io.gantry.ecs.deployment.ServiceRevisions;
import io.gantry.ecs.resource.Tags;
import io.gantry.ecs.task.Fargate;
import io.gantry.ecs.task.TaskStatus;
import io.gantry.ecs.task.Tasks;
import io.gantry.ecs.taskset.TaskSet;
import io.gantry.ecs.taskset.TaskSetShapes;
import io.gantry.state.View;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.ResourceManagementType;
import software.amazon.awssdk.services.ecs.model.ServiceCurrentRevisionSummary;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/** Services in AWS's shape. */
final class ServiceShapes {
    private ServiceShapes() {}

    /** A service as it is described. */
    static software.amazon.awssdk.services.ecs.model.Service describe(View view, Service service, boolean withTags) {
        List<TaskSet> sets = Services.taskSets(view, service);
        CreateServiceRequest definition = sets.stream()
                .filter(set -> set.status() == TaskSet.Status.PRIMARY)
                .findFirst()
                .map(set -> ServiceDefinition.of(service, set))
                .orElseGet(() -> ServiceDefinition.of(service));
        software.amazon.awssdk.services.ecs.model.Service.Builder shape =
                software.amazon.awssdk.services.ecs.model.Service.builder()
                        .serviceArn(service.arn().toString())
                        .serviceName(service.name())
                        .clusterArn(service.scope()
                                .arn("cluster/" + service.cluster())
                                .toString())
                        .status(service.status().name())
                        .desiredCount(service.desiredCount())
                        .runningCount(Tasks.count(view, service.tasksKey(), TaskStatus.RUNNING))
                        .pendingCount(pending(view, service))
                        .createdAt(service.createdAt())
                        .createdBy(service.createdBy())
                        .tags(withTags ? Tags.toShape(service.tags()) : null)
                        .events(events(view, service))
                        .deployments(deployments(view, service))
                        .taskSets(sets.stream()
                                .map(set -> TaskSetShapes.describe(view, set, service.desiredCount(), withTags))
                                .toList())
                        .resourceManagementType(ResourceManagementType.CUSTOMER);
        defined(definition, shape);
        if (!service.deploymentId().isEmpty()) {
            shape.currentServiceDeployment(service.scope()
                    .arn("service-deployment/" + service.cluster() + "/" + service.name() + "/"
                            + service.deploymentId())
                    .toString());
            shape.currentServiceRevisions(service.deployments().stream()
                    .map(one -> summary(view, service, one))
                    .toList());
        }
        return shape.build();
    }

    private static int pending(View view, Service service) {
        int pending = 0;
        for (TaskStatus status : TaskStatus.values()) {
            if (status.compareTo(TaskStatus.RUNNING) < 0) {
                pending += Tasks.count(view, service.tasksKey(), status);
            }
        }
        return pending;
    }

    /** What the caller wrote. */
    private static void defined(
            CreateServiceRequest definition, software.amazon.awssdk.services.ecs.model.Service.Builder shape) {
        shape.taskDefinition(definition.taskDefinition())
                .launchType(definition.launchType())
                .capacityProviderStrategy(
                        definition.hasCapacityProviderStrategy()
                                        && !definition
                                                .capacityProviderStrategy()
                                                .isEmpty()
                                ? definition.capacityProviderStrategy()
                                : null)
                .platformVersion(definition.platformVersion())
                .platformFamily(ServiceDefinition.launchType(definition).equals(Fargate.TYPE) ? Fargate.FAMILY : null)
                .loadBalancers(definition.loadBalancers())
                .serviceRegistries(definition.serviceRegistries())
                .deploymentConfiguration(definition.deploymentConfiguration())
                .deploymentController(definition.deploymentController())
                .placementConstraints(definition.placementConstraints())
                .placementStrategy(definition.placementStrategy())
                .networkConfiguration(definition.networkConfiguration())
                .healthCheckGracePeriodSeconds(definition.healthCheckGracePeriodSeconds())
                .schedulingStrategy(definition.schedulingStrategy())
                .enableECSManagedTags(definition.enableECSManagedTags())
                .propagateTags(definition.propagateTags())
                .enableExecuteCommand(definition.enableExecuteCommand())
                .availabilityZoneRebalancing(definition.availabilityZoneRebalancing())
                .roleArn(definition.role());
    }

    private static List<ServiceEvent> events(View view, Service service) {
        return ServiceEvents.of(view, service).reversed().stream()
                .limit(ServiceEvents.SHOWN)
                .map(event -> ServiceEvent.builder()
                        .id(event.eventId())
                        .createdAt(event.createdAt())
                        .message(event.message())
                        .build())
                .toList();
    }

    private static List<software.amazon.awssdk.services.ecs.model.Deployment> deployments(View view, Service service) {
        List<software.amazon.awssdk.services.ecs.model.Deployment> shapes = new ArrayList<>();
        for (Deployment one : service.deployments()) {
            shapes.add(deployment(view, service, one, shapes.isEmpty()));
        }
        return shapes;
    }

    private static software.amazon.awssdk.services.ecs.model.Deployment deployment(
            View view, Service service, Deployment one, boolean primary) {
        RevisionCounts counts = RevisionCounts.of(view, service.scope(), service.cluster(), one.revision());
        software.amazon.awssdk.services.ecs.model.Deployment.Builder shape =
                software.amazon.awssdk.services.ecs.model.Deployment.builder()
                        .id(one.id())
                        .status(primary ? "PRIMARY" : "ACTIVE")
                        .desiredCount(ServiceDemand.of(view, service, one.revision()))
                        .pendingCount(counts.pending())
                        .runningCount(counts.running())
                        .failedTasks(one.failedTasks())
                        .createdAt(one.createdAt())
                        .updatedAt(one.updatedAt())
                        .rolloutState(one.rolloutState().name())
                        .rolloutStateReason(one.rolloutReason());
        view.get(
                        ServiceRevisions.TABLE,
                        ServiceRevision.id(service.scope(), service.cluster(), service.name(), one.revision()))
                .map(ServiceRevision::shape)
                .ifPresent(held -> shape.taskDefinition(held.taskDefinition())
                        .launchType(held.launchType())
                        .capacityProviderStrategy(
                                held.capacityProviderStrategy().isEmpty() ? null : held.capacityProviderStrategy())
                        .platformVersion(
                                isFargate(held)
                                        ? Fargate.platformVersion(held.platformVersion())
                                        : held.platformVersion())
                        .platformFamily(isFargate(held) ? Fargate.FAMILY : null)
                        .networkConfiguration(held.networkConfiguration())
                        .serviceConnectConfiguration(held.serviceConnectConfiguration())
                        .volumeConfigurations(
                                held.volumeConfigurations().isEmpty() ? null : held.volumeConfigurations())
                        .vpcLatticeConfigurations(
                                held.vpcLatticeConfigurations().isEmpty() ? null : held.vpcLatticeConfigurations()));
        return shape.build();
    }

    private static boolean isFargate(software.amazon.awssdk.services.ecs.model.ServiceRevision held) {
        return CapacityStrategy.of(held.capacityProviderStrategy())
                .launchTypeOr(String.valueOf(held.launchTypeAsString()))
                .equals(Fargate.TYPE);
    }

    private static ServiceCurrentRevisionSummary summary(View view, Service service, Deployment one) {
        RevisionCounts counts = RevisionCounts.of(view, service.scope(), service.cluster(), one.revision());
        return ServiceCurrentRevisionSummary.builder()
                .arn(ServiceRevision.arn(service.scope(), service.cluster(), service.name(), one.revision())
                        .toString())
                .requestedTaskCount(ServiceDemand.of(view, service, one.revision()))
                .runningTaskCount(counts.running())
                .pendingTaskCount(counts.pending())
                .build();
    }
}
