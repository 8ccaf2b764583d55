package io.gantry.ecs.service;

import io.gantry.ecs.capacity.CapacityStrategy;
import io.gantry.ecs.deployment.ServiceRevision;
import io.gantry.ecs.deployment.ServiceRevisions;
import io.gantry.ecs.network.AwsvpcRules;
import io.gantry.ecs.resource.Tags;
import io.gantry.ecs.task.Fargate;
import io.gantry.ecs.task.ServiceTasks;
import io.gantry.ecs.taskset.TaskSet;
import io.gantry.state.View;
import io.gantry.wire.codec.AwsJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.AvailabilityZoneRebalancing;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.CreateTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentCircuitBreaker;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentController;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/**
 * What a caller wrote about a service: AWS's CreateServiceRequest with its defaults, which an UpdateServiceRequest is laid
 * over. Kept whole, so that whatever it holds is read back.
 */
final class ServiceDefinition {
    private static final int WHOLE = 100;

    private ServiceDefinition() {}

    /** The service's definition. */
    static CreateServiceRequest of(Service service) {
        return AwsJson.read(service.definition(), CreateServiceRequest.builder());
    }

    /** Where the service's tasks run: its launch type, or that of its capacity providers. */
    static String launchType(Service service) {
        return launchType(of(service));
    }

    /** What launches the tasks of a definition. */
    static String launchType(CreateServiceRequest definition) {
        return strategy(definition)
                .launchTypeOr(
                        Optional.ofNullable(definition.launchTypeAsString()).orElse("EC2"));
    }

    /** How its tasks are spread over capacity providers. */
    static CapacityStrategy strategy(CreateServiceRequest definition) {
        return CapacityStrategy.of(definition.capacityProviderStrategy());
    }

    /** Whether another controller than ECS deploys it. */
    static boolean isExternal(CreateServiceRequest definition) {
        return definition.deploymentController().type() == DeploymentControllerType.EXTERNAL;
    }

    /** The service's definition with what the task set says of its tasks. */
    static CreateServiceRequest of(Service service, TaskSet set) {
        CreateTaskSetRequest held = set.shape();
        return of(service).toBuilder()
                .taskDefinition(held.taskDefinition())
                .launchType(held.launchType())
                .capacityProviderStrategy(held.hasCapacityProviderStrategy() ? held.capacityProviderStrategy() : null)
                .platformVersion(held.platformVersion())
                .networkConfiguration(held.networkConfiguration())
                .loadBalancers(held.hasLoadBalancers() ? held.loadBalancers() : null)
                .serviceRegistries(held.hasServiceRegistries() ? held.serviceRegistries() : null)
                .build();
    }

    /** What each task of the set is. */
    static ServiceTasks.Order order(Service service, TaskSet set) {
        return order(service, of(service, set), set.name());
    }

    /**
     * With AWS's defaults.
     *
     * @param taskDefinition the ARN of the revision that the caller meant; empty when another controller deploys
     * @param strategy over capacity providers, that the caller means
     */
    static CreateServiceRequest withDefaults(
            CreateServiceRequest in, Optional<String> taskDefinition, CapacityStrategy strategy) {
        boolean daemon = in.schedulingStrategy() == SchedulingStrategy.DAEMON;
        CreateServiceRequest.Builder all = in.toBuilder()
                .clientToken(null)
                .cluster(null)
                .tags(List.of())
                .taskDefinition(taskDefinition.orElse(null))
                .schedulingStrategy(daemon ? SchedulingStrategy.DAEMON : SchedulingStrategy.REPLICA)
                .deploymentController(Optional.ofNullable(in.deploymentController())
                        .orElse(DeploymentController.builder()
                                .type(DeploymentControllerType.ECS)
                                .build()))
                .deploymentConfiguration(configuration(in, daemon))
                .propagateTags(Optional.ofNullable(in.propagateTags()).orElse(PropagateTags.NONE))
                .enableECSManagedTags(Boolean.TRUE.equals(in.enableECSManagedTags()))
                .enableExecuteCommand(Boolean.TRUE.equals(in.enableExecuteCommand()));
        launch(all, strategy, Optional.ofNullable(in.launchTypeAsString()).orElse("EC2"));
        if (in.availabilityZoneRebalancing() == null) {
            all.availabilityZoneRebalancing(
                    canRebalance(in) ? AvailabilityZoneRebalancing.ENABLED : AvailabilityZoneRebalancing.DISABLED);
        }
        return all.build();
    }

    /** Tasks go where a strategy says, or else where a launch type says. */
    private static void launch(CreateServiceRequest.Builder definition, CapacityStrategy strategy, String launchType) {
        definition
                .capacityProviderStrategy(strategy.isEmpty() ? null : strategy.shape())
                .launchType(strategy.isEmpty() ? launchType : null);
        boolean fargate = strategy.launchTypeOr(launchType).equals(Fargate.TYPE);
        if (fargate && definition.build().platformVersion() == null) {
            definition.platformVersion("LATEST");
        }
    }

    /** Daemons have their places, and so have services whose strategy begins with something else than zones. */
    static boolean canRebalance(CreateServiceRequest in) {
        return in.schedulingStrategy() != SchedulingStrategy.DAEMON
                && (in.placementStrategy().isEmpty()
                        || "attribute:ecs.availability-zone"
                                .equalsIgnoreCase(
                                        in.placementStrategy().getFirst().field()));
    }

    private static DeploymentConfiguration configuration(CreateServiceRequest in, boolean daemon) {
        DeploymentConfiguration given = Optional.ofNullable(in.deploymentConfiguration())
                .orElseGet(() -> DeploymentConfiguration.builder().build());
        return StrategyRules.withDefaults(given.toBuilder()
                .deploymentCircuitBreaker(Optional.ofNullable(given.deploymentCircuitBreaker())
                        .orElse(DeploymentCircuitBreaker.builder()
                                .enable(false)
                                .rollback(false)
                                .build()))
                .maximumPercent(Optional.ofNullable(given.maximumPercent()).orElse(daemon ? WHOLE : 2 * WHOLE))
                .minimumHealthyPercent(
                        Optional.ofNullable(given.minimumHealthyPercent()).orElse(daemon ? 0 : WHOLE))
                .strategy(Optional.ofNullable(given.strategy()).orElse(DeploymentStrategy.ROLLING))
                .bakeTimeInMinutes(
                        Optional.ofNullable(given.bakeTimeInMinutes()).orElse(0))
                .build());
    }

    /**
     * With what an update says laid over it; what it does not say stays. An empty list is said, and empties: without a strategy a
     * service is back at the launch type of its providers.
     *
     * @param taskDefinition the ARN of the revision that the update means
     */
    static CreateServiceRequest updated(
            CreateServiceRequest old, UpdateServiceRequest in, Optional<String> taskDefinition) {
        CreateServiceRequest.Builder next = old.toBuilder();
        taskDefinition.ifPresent(next::taskDefinition);
        Optional.ofNullable(in.desiredCount()).ifPresent(next::desiredCount);
        if (in.hasCapacityProviderStrategy()) {
            launch(next, CapacityStrategy.of(in.capacityProviderStrategy()), launchType(old));
        }
        Optional.ofNullable(in.deploymentConfiguration())
                .ifPresent(given -> next.deploymentConfiguration(merged(old.deploymentConfiguration(), given)));
        Optional.ofNullable(in.availabilityZoneRebalancing()).ifPresent(next::availabilityZoneRebalancing);
        Optional.ofNullable(in.networkConfiguration()).ifPresent(next::networkConfiguration);
        if (in.hasPlacementConstraints()) {
            next.placementConstraints(in.placementConstraints());
        }
        if (in.hasPlacementStrategy()) {
            next.placementStrategy(in.placementStrategy());
        }
        Optional.ofNullable(in.platformVersion()).ifPresent(next::platformVersion);
        Optional.ofNullable(in.healthCheckGracePeriodSeconds()).ifPresent(next::healthCheckGracePeriodSeconds);
        Optional.ofNullable(in.deploymentController()).ifPresent(next::deploymentController);
        Optional.ofNullable(in.enableExecuteCommand()).ifPresent(next::enableExecuteCommand);
        Optional.ofNullable(in.enableECSManagedTags()).ifPresent(next::enableECSManagedTags);
        Optional.ofNullable(in.propagateTags()).ifPresent(next::propagateTags);
        if (in.hasLoadBalancers()) {
            next.loadBalancers(in.loadBalancers());
        }
        if (in.hasServiceRegistries()) {
            next.serviceRegistries(in.serviceRegistries());
        }
        Optional.ofNullable(in.serviceConnectConfiguration()).ifPresent(next::serviceConnectConfiguration);
        if (in.hasVolumeConfigurations()) {
            next.volumeConfigurations(in.volumeConfigurations());
        }
        if (in.hasVpcLatticeConfigurations()) {
            next.vpcLatticeConfigurations(in.vpcLatticeConfigurations());
        }
        Optional.ofNullable(in.monitoring()).ifPresent(next::monitoring);
        return next.build();
    }

    private static DeploymentConfiguration merged(DeploymentConfiguration old, DeploymentConfiguration given) {
        DeploymentConfiguration.Builder next = StrategyRules.leaving(old, given.strategy()).toBuilder();
        Optional.ofNullable(given.deploymentCircuitBreaker()).ifPresent(next::deploymentCircuitBreaker);
        Optional.ofNullable(given.maximumPercent()).ifPresent(next::maximumPercent);
        Optional.ofNullable(given.minimumHealthyPercent()).ifPresent(next::minimumHealthyPercent);
        Optional.ofNullable(given.alarms()).ifPresent(next::alarms);
        Optional.ofNullable(given.strategy()).ifPresent(next::strategy);
        Optional.ofNullable(given.bakeTimeInMinutes()).ifPresent(next::bakeTimeInMinutes);
        if (given.hasLifecycleHooks()) {
            next.lifecycleHooks(given.lifecycleHooks());
        }
        Optional.ofNullable(given.linearConfiguration()).ifPresent(next::linearConfiguration);
        Optional.ofNullable(given.canaryConfiguration()).ifPresent(next::canaryConfiguration);
        return StrategyRules.withDefaults(next.build());
    }

    /**
     * What of a definition belongs to its revision: a change of it starts a deployment, anything else does not.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_UpdateService.html">ECS: UpdateService</a>
     */
    static software.amazon.awssdk.services.ecs.model.ServiceRevision revision(CreateServiceRequest definition) {
        return software.amazon.awssdk.services.ecs.model.ServiceRevision.builder()
                .taskDefinition(definition.taskDefinition())
                .launchType(definition.launchType())
                .capacityProviderStrategy(
                        definition.hasCapacityProviderStrategy() ? definition.capacityProviderStrategy() : null)
                .platformVersion(definition.platformVersion())
                .networkConfiguration(definition.networkConfiguration())
                .loadBalancers(definition.hasLoadBalancers() ? definition.loadBalancers() : null)
                .serviceRegistries(definition.hasServiceRegistries() ? definition.serviceRegistries() : null)
                .serviceConnectConfiguration(definition.serviceConnectConfiguration())
                .volumeConfigurations(definition.hasVolumeConfigurations() ? definition.volumeConfigurations() : null)
                .vpcLatticeConfigurations(
                        definition.hasVpcLatticeConfigurations() ? definition.vpcLatticeConfigurations() : null)
                .guardDutyEnabled(false)
                .build();
    }

    /** The service's definition as JSON with what this revision holds instead of its own. */
    static String restored(Service service, ServiceRevision revision) {
        var held = revision.shape();
        return AwsJson.write(of(service).toBuilder()
                .taskDefinition(held.taskDefinition())
                .launchType(held.launchType())
                .capacityProviderStrategy(held.hasCapacityProviderStrategy() ? held.capacityProviderStrategy() : null)
                .platformVersion(held.platformVersion())
                .networkConfiguration(held.networkConfiguration())
                .loadBalancers(held.hasLoadBalancers() ? held.loadBalancers() : null)
                .serviceRegistries(held.hasServiceRegistries() ? held.serviceRegistries() : null)
                .serviceConnectConfiguration(held.serviceConnectConfiguration())
                .volumeConfigurations(held.hasVolumeConfigurations() ? held.volumeConfigurations() : null)
                .vpcLatticeConfigurations(held.hasVpcLatticeConfigurations() ? held.vpcLatticeConfigurations() : null)
                .build());
    }

    /** What each task of the primary deployment is. */
    static ServiceTasks.Order order(Service service, CreateServiceRequest definition) {
        return order(service, definition, service.primary().map(Deployment::id).orElse(""));
    }

    /** What each task of a deployment of the service is: of an older one, what its revision holds. */
    static ServiceTasks.Order orderOf(View view, Service service, String revision) {
        ServiceRevision held = view.get(
                        ServiceRevisions.TABLE,
                        ServiceRevision.id(service.scope(), service.cluster(), service.name(), revision))
                .orElseThrow();
        boolean primary =
                service.primary().filter(one -> one.revision().equals(revision)).isPresent();
        CreateServiceRequest definition =
                primary ? of(service) : AwsJson.read(restored(service, held), CreateServiceRequest.builder());
        return order(service, definition, held.startedBy()).holding(held.digests());
    }

    /** What each task is that names {@code startedBy}. */
    static ServiceTasks.Order order(Service service, CreateServiceRequest definition, String startedBy) {
        boolean fromService = definition.propagateTags() == PropagateTags.SERVICE;
        return new ServiceTasks.Order(
                definition.taskDefinition(),
                launchType(definition),
                strategy(definition),
                service.name(),
                startedBy,
                fromService ? Tags.toShape(service.tags()) : List.of(),
                definition.propagateTagsAsString(),
                Boolean.TRUE.equals(definition.enableECSManagedTags()),
                AwsvpcRules.of(definition.networkConfiguration(), launchType(definition)),
                definition.placementConstraints(),
                definition.placementStrategy(),
                Boolean.TRUE.equals(definition.enableExecuteCommand()),
                Map.of());
    }
}
