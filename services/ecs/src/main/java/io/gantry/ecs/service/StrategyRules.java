package io.gantry.ecs.service;

import io.gantry.base.AwsError;
import io.gantry.ecs.deployment.LifecycleStage;
import io.gantry.ecs.deployment.ShiftPlan;
import io.gantry.ecs.resource.EcsErrors;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.CanaryConfiguration;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHook;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookAction;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookTargetType;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.LinearConfiguration;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;

/**
 * What a deployment strategy and its hooks must be, and what they are when nothing is said of them.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html">ECS:
 *     DeploymentConfiguration</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/pause-lifecycle-hooks.html">ECS: pause hooks</a>
 */
final class StrategyRules {
    private static final int MOST_HOOKS = 10;
    private static final int LONGEST_PAUSE_MINUTES = 20_160;
    private static final int LONGEST_BAKE_MINUTES = 1440;
    private static final double WHOLE = 100;
    private static final double LEAST_STEP = 3;
    private static final double LEAST_CANARY = 0.1;
    private static final double TENTHS = 10;
    private static final double ROUNDING = 1e-6;

    private StrategyRules() {}

    /** With the defaults of its strategy. */
    static DeploymentConfiguration withDefaults(DeploymentConfiguration in) {
        DeploymentConfiguration.Builder all = in.toBuilder();
        if (in.strategy() == DeploymentStrategy.LINEAR) {
            LinearConfiguration given = Optional.ofNullable(in.linearConfiguration())
                    .orElseGet(() -> LinearConfiguration.builder().build());
            all.linearConfiguration(given.toBuilder()
                    .stepPercent(Optional.ofNullable(given.stepPercent()).orElse(ShiftPlan.LINEAR_PERCENT))
                    .stepBakeTimeInMinutes(
                            Optional.ofNullable(given.stepBakeTimeInMinutes()).orElse(ShiftPlan.LINEAR_MINUTES))
                    .build());
        }
        if (in.strategy() == DeploymentStrategy.CANARY) {
            CanaryConfiguration given = Optional.ofNullable(in.canaryConfiguration())
                    .orElseGet(() -> CanaryConfiguration.builder().build());
            all.canaryConfiguration(given.toBuilder()
                    .canaryPercent(Optional.ofNullable(given.canaryPercent()).orElse(ShiftPlan.CANARY_PERCENT))
                    .canaryBakeTimeInMinutes(
                            Optional.ofNullable(given.canaryBakeTimeInMinutes()).orElse(ShiftPlan.CANARY_MINUTES))
                    .build());
        }
        return all.build();
    }

    /** What an update leaves of {@code old}: what belongs to another strategy than that of the update goes with the old one. */
    static DeploymentConfiguration leaving(DeploymentConfiguration old, @Nullable DeploymentStrategy next) {
        return next == null || next == old.strategy()
                ? old
                : old.toBuilder()
                        .linearConfiguration((LinearConfiguration) null)
                        .canaryConfiguration((CanaryConfiguration) null)
                        .build();
    }

    /**
     * Checks a definition with its defaults.
     *
     * @throws AwsError InvalidParameterException, or UnsupportedFeatureException for what we do not have
     */
    static void check(CreateServiceRequest definition) {
        DeploymentConfiguration configuration = definition.deploymentConfiguration();
        DeploymentStrategy strategy = configuration.strategy();
        if (strategy == DeploymentStrategy.UNKNOWN_TO_SDK_VERSION) {
            throw EcsErrors.invalidParameter("The deployment strategy must be ROLLING, BLUE_GREEN, LINEAR or CANARY.");
        }
        boolean staged = strategy != DeploymentStrategy.ROLLING
                || !configuration.lifecycleHooks().isEmpty();
        if (staged && definition.deploymentController().type() != DeploymentControllerType.ECS) {
            throw EcsErrors.invalidParameter("A deployment strategy other than ROLLING, and lifecycle hooks, need the"
                    + " deployment controller ECS.");
        }
        if (staged && definition.schedulingStrategy() == SchedulingStrategy.DAEMON) {
            throw EcsErrors.invalidParameter("The daemon scheduling strategy supports only the deployment strategy"
                    + " ROLLING, without lifecycle hooks.");
        }
        checkLinear(configuration, strategy);
        checkCanary(configuration, strategy);
        checkHooks(configuration.lifecycleHooks());
    }

    private static void checkLinear(DeploymentConfiguration in, DeploymentStrategy strategy) {
        LinearConfiguration linear = in.linearConfiguration();
        if (linear == null) {
            return;
        }
        only(strategy, DeploymentStrategy.LINEAR, "linearConfiguration");
        percent(linear.stepPercent(), LEAST_STEP, "stepPercent");
        minutes(linear.stepBakeTimeInMinutes(), 0, LONGEST_BAKE_MINUTES, "stepBakeTimeInMinutes");
    }

    private static void checkCanary(DeploymentConfiguration in, DeploymentStrategy strategy) {
        CanaryConfiguration canary = in.canaryConfiguration();
        if (canary == null) {
            return;
        }
        only(strategy, DeploymentStrategy.CANARY, "canaryConfiguration");
        percent(canary.canaryPercent(), LEAST_CANARY, "canaryPercent");
        minutes(canary.canaryBakeTimeInMinutes(), 0, LONGEST_BAKE_MINUTES, "canaryBakeTimeInMinutes");
    }

    private static void only(DeploymentStrategy strategy, DeploymentStrategy wanted, String member) {
        if (strategy != wanted) {
            throw EcsErrors.invalidParameter(
                    member + " is only valid with the deployment strategy " + wanted + ", not " + strategy + ".");
        }
    }

    private static void percent(double value, double least, String member) {
        double tenths = value * TENTHS;
        boolean whole = Math.abs(tenths - Math.rint(tenths)) < ROUNDING;
        if (!whole || value < least || value > WHOLE) {
            throw EcsErrors.invalidParameter(
                    member + " must be a multiple of 0.1 between " + least + " and " + WHOLE + ", not " + value + ".");
        }
    }

    private static void minutes(int value, int least, int most, String member) {
        if (value < least || value > most) {
            throw EcsErrors.invalidParameter(
                    member + " must be between " + least + " and " + most + ", not " + value + ".");
        }
    }

    private static void checkHooks(List<DeploymentLifecycleHook> hooks) {
        if (hooks.size() > MOST_HOOKS) {
            throw EcsErrors.invalidParameter("A service can have at most " + MOST_HOOKS + " PAUSE lifecycle hooks.");
        }
        hooks.forEach(StrategyRules::check);
    }

    private static void check(DeploymentLifecycleHook hook) {
        DeploymentLifecycleHookTargetType type =
                Optional.ofNullable(hook.targetType()).orElse(DeploymentLifecycleHookTargetType.AWS_LAMBDA);
        if (type == DeploymentLifecycleHookTargetType.UNKNOWN_TO_SDK_VERSION) {
            throw EcsErrors.invalidParameter("The targetType of a lifecycle hook must be AWS_LAMBDA or PAUSE.");
        }
        if (type == DeploymentLifecycleHookTargetType.AWS_LAMBDA) {
            throw EcsErrors.unsupportedFeature(
                    "The targetType AWS_LAMBDA of deploymentConfiguration.lifecycleHooks is not supported yet.");
        }
        if (hook.hookTargetArn() != null || hook.roleArn() != null) {
            throw EcsErrors.invalidParameter("A PAUSE lifecycle hook takes no hookTargetArn and no roleArn.");
        }
        if (hook.lifecycleStagesAsStrings().isEmpty()) {
            throw EcsErrors.invalidParameter("A lifecycle hook needs lifecycleStages.");
        }
        hook.lifecycleStagesAsStrings().forEach(StrategyRules::checkStage);
        Optional.ofNullable(hook.timeoutConfiguration()).ifPresent(timeout -> {
            if (timeout.timeoutInMinutes() != null) {
                minutes(timeout.timeoutInMinutes(), 1, LONGEST_PAUSE_MINUTES, "timeoutInMinutes");
            }
            if (timeout.action() == DeploymentLifecycleHookAction.UNKNOWN_TO_SDK_VERSION) {
                throw EcsErrors.invalidParameter("The action of a timeoutConfiguration must be CONTINUE or ROLLBACK.");
            }
        });
    }

    private static void checkStage(String stage) {
        boolean possible = Arrays.stream(LifecycleStage.values())
                .anyMatch(one -> one.name().equals(stage) && one.takesPauseHooks());
        if (!possible) {
            throw EcsErrors.invalidParameter("A PAUSE lifecycle hook cannot be configured at the stage " + stage + ".");
        }
    }
}
