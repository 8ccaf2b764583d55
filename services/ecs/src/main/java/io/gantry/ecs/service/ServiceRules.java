package io.gantry.ecs.service;

import io.gantry.base.AwsError;
import io.gantry.ecs.network.AwsvpcRules;
import io.gantry.ecs.resource.EcsErrors;
import io.gantry.ecs.task.Fargate;
import io.gantry.ecs.task.ServiceTasks;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.ThresholdConfiguration;

/**
 * What a service's definition must be, as a new one or after an update.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html">ECS: CreateService</a>
 */
final class ServiceRules {
    private static final int MOST_TASKS = 5_000;
    private static final int LONGEST_TOKEN = 36;
    private static final int MOST_PERCENT = 200;
    private static final int WHOLE = 100;
    private static final int LONGEST_BAKE_MINUTES = 1440;

    private ServiceRules() {}

    /**
     * Checks a definition with its defaults.
     *
     * @throws AwsError InvalidParameterException, or UnsupportedFeatureException for what we do not have
     */
    static void check(CreateServiceRequest definition) {
        checkCount(definition);
        checkController(definition);
        checkLaunch(definition);
        checkScheduling(definition);
        checkConfiguration(definition);
        StrategyRules.check(definition);
        checkSupported(definition);
        ServiceTasks.checkPlacement(definition.placementConstraints(), definition.placementStrategy());
        Integer grace = definition.healthCheckGracePeriodSeconds();
        if (grace != null && grace < 0) {
            throw EcsErrors.invalidParameter("healthCheckGracePeriodSeconds must be between 0 and 2147483647.");
        }
    }

    /**
     * Checks a definition with what a task set says laid over it.
     *
     * @throws AwsError InvalidParameterException, or UnsupportedFeatureException for what we do not have
     */
    static void checkTaskSet(CreateServiceRequest definition) {
        checkLaunch(definition);
        checkSupported(definition);
    }

    /** Checks a caller's idempotency token. */
    static void checkToken(String token) {
        if (token.length() > LONGEST_TOKEN || !token.chars().allMatch(one -> one >= '!' && one <= '~')) {
            throw EcsErrors.invalidParameter("clientToken can have at most " + LONGEST_TOKEN
                    + " characters, all of them in the range of 33-126.");
        }
    }

    private static void checkCount(CreateServiceRequest definition) {
        boolean daemon = definition.schedulingStrategy() == SchedulingStrategy.DAEMON;
        Integer count = definition.desiredCount();
        if (daemon && count != null) {
            throw EcsErrors.invalidParameter("The daemon scheduling strategy does not support a desired count for"
                    + " services. Remove the desired count value and try again");
        }
        if (!daemon && count == null) {
            throw EcsErrors.invalidParameter("desiredCount is required for the scheduling strategy REPLICA.");
        }
        if (count != null && (count < 0 || count > MOST_TASKS)) {
            throw EcsErrors.invalidParameter(
                    "Invalid desiredCount " + count + ". It must be between 0 and " + MOST_TASKS + ".");
        }
    }

    private static void checkController(CreateServiceRequest definition) {
        DeploymentControllerType type = definition.deploymentController().type();
        if (type == DeploymentControllerType.CODE_DEPLOY) {
            throw unsupported("The deployment controller CODE_DEPLOY");
        }
        if (type == DeploymentControllerType.UNKNOWN_TO_SDK_VERSION) {
            throw EcsErrors.invalidParameter("The deploymentController type must be ECS, CODE_DEPLOY or EXTERNAL.");
        }
        if (type == DeploymentControllerType.EXTERNAL) {
            if (definition.taskDefinition() != null) {
                throw EcsErrors.invalidParameter("Cannot specify a task definition for a service with an EXTERNAL"
                        + " deployment controller. Give it to its task sets.");
            }
            if (definition.schedulingStrategy() == SchedulingStrategy.DAEMON) {
                throw EcsErrors.invalidParameter(
                        "The daemon scheduling strategy does not support the EXTERNAL deployment controller.");
            }
        }
    }

    private static void checkLaunch(CreateServiceRequest definition) {
        String launchType = ServiceDefinition.launchType(definition);
        if (launchType.equals("MANAGED_INSTANCES")) {
            throw unsupported("The launch type " + launchType);
        }
        if (launchType.equals(Fargate.TYPE)) {
            checkFargate(definition);
        } else if (definition.platformVersion() != null
                && !definition.platformVersion().isEmpty()) {
            throw EcsErrors.invalidParameter(
                    "The platform version must be null when specifying an " + launchType + " launch type.");
        }
        String _ = AwsvpcRules.of(definition.networkConfiguration(), launchType);
    }

    private static void checkFargate(CreateServiceRequest definition) {
        String _ = Fargate.platformVersion(definition.platformVersion());
        Fargate.checkPlacement(definition.placementConstraints(), definition.placementStrategy());
        if (definition.schedulingStrategy() == SchedulingStrategy.DAEMON) {
            throw EcsErrors.invalidParameter(
                    "The daemon scheduling strategy is not supported with FARGATE launch type.");
        }
    }

    private static void checkScheduling(CreateServiceRequest definition) {
        if (definition.schedulingStrategy() == SchedulingStrategy.DAEMON
                && !definition.placementStrategy().isEmpty()) {
            throw EcsErrors.invalidParameter("The daemon scheduling strategy does not support placement strategies."
                    + " Remove the placement strategies and try again.");
        }
        DeploymentConfiguration configuration = definition.deploymentConfiguration();
        boolean staged = !"ROLLING".equals(configuration.strategyAsString())
                || !configuration.lifecycleHooks().isEmpty();
        if (definition.schedulingStrategy() == SchedulingStrategy.DAEMON && staged) {
            throw EcsErrors.invalidParameter("The daemon scheduling strategy supports the deployment strategy ROLLING"
                    + " without lifecycle hooks only.");
        }
        if ("ENABLED".equals(definition.availabilityZoneRebalancingAsString())
                && !ServiceDefinition.canRebalance(definition)) {
            throw EcsErrors.invalidParameter("Availability Zone rebalancing is not supported for daemons, nor for"
                    + " services whose first placement strategy is not spread by attribute:ecs.availability-zone.");
        }
    }

    private static void checkConfiguration(CreateServiceRequest definition) {
        DeploymentConfiguration configuration = definition.deploymentConfiguration();
        boolean daemon = definition.schedulingStrategy() == SchedulingStrategy.DAEMON;
        int least = configuration.minimumHealthyPercent();
        int most = configuration.maximumPercent();
        if (least < 0 || least > WHOLE) {
            throw EcsErrors.invalidParameter(
                    "minimumHealthyPercent must be between 0 and " + WHOLE + ", not " + least + ".");
        }
        if (most < WHOLE || (daemon && most > MOST_PERCENT)) {
            throw EcsErrors.invalidParameter("maximumPercent must be " + WHOLE + " at least"
                    + (daemon ? " and " + MOST_PERCENT + " at most" : "") + ", not " + most + ".");
        }
        if (least == WHOLE && most == WHOLE && !daemon) {
            throw EcsErrors.invalidParameter("minimumHealthyPercent and maximumPercent cannot both be " + WHOLE
                    + ": no task could ever be replaced.");
        }
        int bake = Optional.ofNullable(configuration.bakeTimeInMinutes()).orElse(0);
        if (bake < 0 || bake > LONGEST_BAKE_MINUTES) {
            throw EcsErrors.invalidParameter(
                    "bakeTimeInMinutes must be between 0 and " + LONGEST_BAKE_MINUTES + ", not " + bake + ".");
        }
        Optional.ofNullable(configuration.deploymentCircuitBreaker())
                .map(breaker -> breaker.thresholdConfiguration())
                .ifPresent(ServiceRules::checkThreshold);
    }

    private static void checkThreshold(ThresholdConfiguration threshold) {
        if (!List.of("COUNT", "BOUNDED_PERCENT", "UNBOUNDED_PERCENT")
                .contains(String.valueOf(threshold.typeAsString()))) {
            throw EcsErrors.invalidParameter(
                    "The type of thresholdConfiguration must be COUNT, BOUNDED_PERCENT or UNBOUNDED_PERCENT.");
        }
        int value = Optional.ofNullable(threshold.value()).orElse(1);
        boolean percent = !"COUNT".equals(threshold.typeAsString());
        if (value < 1 || (percent && value > WHOLE)) {
            throw EcsErrors.invalidParameter("The value of thresholdConfiguration must be 1 at least"
                    + (percent ? " and " + WHOLE + " at most" : "") + ", not " + value + ".");
        }
    }

    /** What would change what the service does, and does not exist yet. */
    private static void checkSupported(CreateServiceRequest definition) {
        refuse(!definition.loadBalancers().isEmpty(), "loadBalancers");
        refuse(!definition.serviceRegistries().isEmpty(), "serviceRegistries");
        refuse(!definition.volumeConfigurations().isEmpty(), "volumeConfigurations");
        refuse(!definition.vpcLatticeConfigurations().isEmpty(), "vpcLatticeConfigurations");
        refuse(definition.role() != null && !definition.role().isEmpty(), "role");
        refuse(definition.monitoring() != null, "monitoring");
        refuse(
                definition.serviceConnectConfiguration() != null
                        && Boolean.TRUE.equals(
                                definition.serviceConnectConfiguration().enabled()),
                "serviceConnectConfiguration");
        DeploymentConfiguration configuration = definition.deploymentConfiguration();
        refuse(
                configuration.alarms() != null
                        && Boolean.TRUE.equals(configuration.alarms().enable()),
                "deploymentConfiguration.alarms");
    }

    private static void refuse(boolean used, String parameter) {
        if (used) {
            throw unsupported("The parameter " + parameter);
        }
    }

    private static AwsError unsupported(String what) {
        return EcsErrors.unsupportedFeature(what + " is not supported yet.");
    }
}
