package io.gantry.ecs.deployment;

import io.gantry.wire.codec.AwsJson;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHook;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookAction;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookTimeoutConfiguration;

/**
 * What a deployment configuration means for the stages of a deployment.
 *
 * @param part of the traffic that the first step moves, in tenths of a percent
 * @param stepBake pause after each step that does not move the last of it
 * @param bake how long both revisions run after all traffic has moved
 */
public record ShiftPlan(Strategy strategy, int part, Duration stepBake, Duration bake, List<HookRule> hooks) {
    /** AWS's default of {@code stepPercent}. */
    public static final double LINEAR_PERCENT = 10;
    /** AWS's default of {@code stepBakeTimeInMinutes}. */
    public static final int LINEAR_MINUTES = 6;
    /** AWS's default of {@code canaryPercent}. */
    public static final double CANARY_PERCENT = 5;
    /** AWS's default of {@code canaryBakeTimeInMinutes}. */
    public static final int CANARY_MINUTES = 10;

    private static final int TENTHS = 10;
    private static final int HOOK_MINUTES = 1440;

    public ShiftPlan {
        hooks = List.copyOf(hooks);
    }

    /** How a new revision takes the place of the old one, as AWS prints it. */
    public enum Strategy {
        /** Task by task. */
        ROLLING,
        /** All at once, beside the old one. */
        BLUE_GREEN,
        /** In equal parts. */
        LINEAR,
        /** A small part, then the rest. */
        CANARY
    }

    /** A pause that somebody wants at some stages. */
    public record HookRule(Set<LifecycleStage> stages, Duration timeout, PauseHook.Action action) {
        public HookRule {
            stages = Set.copyOf(stages);
        }
    }

    /** The meaning of a deployment's configuration. */
    public static ShiftPlan of(ServiceDeployment deployment) {
        return of(AwsJson.read(deployment.configuration(), DeploymentConfiguration.builder()));
    }

    /** The meaning of a configuration that has been checked. */
    public static ShiftPlan of(DeploymentConfiguration in) {
        Strategy strategy =
                Strategy.valueOf(Optional.ofNullable(in.strategyAsString()).orElse(Strategy.ROLLING.name()));
        Duration bake = minutes(in.bakeTimeInMinutes(), 0);
        List<HookRule> hooks = in.lifecycleHooks().stream().map(ShiftPlan::rule).toList();
        return switch (strategy) {
            case ROLLING, BLUE_GREEN -> new ShiftPlan(strategy, Lifecycle.ALL, Duration.ZERO, bake, hooks);
            case LINEAR -> {
                var linear = Optional.ofNullable(in.linearConfiguration());
                yield new ShiftPlan(
                        strategy,
                        tenths(linear.map(one -> one.stepPercent()).orElse(LINEAR_PERCENT)),
                        linear.map(one -> minutes(one.stepBakeTimeInMinutes(), LINEAR_MINUTES))
                                .orElse(Duration.ofMinutes(LINEAR_MINUTES)),
                        bake,
                        hooks);
            }
            case CANARY -> {
                var canary = Optional.ofNullable(in.canaryConfiguration());
                yield new ShiftPlan(
                        strategy,
                        tenths(canary.map(one -> one.canaryPercent()).orElse(CANARY_PERCENT)),
                        canary.map(one -> minutes(one.canaryBakeTimeInMinutes(), CANARY_MINUTES))
                                .orElse(Duration.ofMinutes(CANARY_MINUTES)),
                        bake,
                        hooks);
            }
        };
    }

    private static HookRule rule(DeploymentLifecycleHook in) {
        Optional<DeploymentLifecycleHookTimeoutConfiguration> timeout = Optional.ofNullable(in.timeoutConfiguration());
        boolean goesOn = timeout.filter(one -> one.action() == DeploymentLifecycleHookAction.CONTINUE)
                .isPresent();
        return new HookRule(
                in.lifecycleStagesAsStrings().stream()
                        .map(LifecycleStage::valueOf)
                        .collect(Collectors.toSet()),
                timeout.map(one -> minutes(one.timeoutInMinutes(), HOOK_MINUTES))
                        .orElse(Duration.ofMinutes(HOOK_MINUTES)),
                goesOn ? PauseHook.Action.CONTINUE : PauseHook.Action.ROLLBACK);
    }

    private static int tenths(double percent) {
        return (int) Math.round(percent * TENTHS);
    }

    private static Duration minutes(@Nullable Integer given, int otherwise) {
        return Duration.ofMinutes(given == null ? otherwise : given);
    }

    /** Whether a deployment passes through stages: rolling updates do where somebody wants to pause them. */
    public boolean isStaged() {
        return shiftsTraffic() || !hooks.isEmpty();
    }

    /** Whether the new revision stands beside the old one while traffic moves over. */
    public boolean shiftsTraffic() {
        return strategy != Strategy.ROLLING;
    }

    /** What green has of the traffic after a step, in tenths of a percent. */
    int weightAfter(int step) {
        return switch (strategy) {
            case ROLLING, BLUE_GREEN -> Lifecycle.ALL;
            case LINEAR -> Math.min(Lifecycle.ALL, step * part);
            case CANARY -> step <= 1 ? part : Lifecycle.ALL;
        };
    }

    /** The pause after a step. */
    Duration bakeAfter(int step) {
        return weightAfter(step) < Lifecycle.ALL ? stepBake : Duration.ZERO;
    }

    /** {@code lifecycle} with the hooks that wait at the stage that it is at. */
    public Lifecycle paused(Lifecycle lifecycle, Instant now, Supplier<String> ids) {
        return lifecycle.pausing(hooks.stream()
                .filter(rule -> rule.stages().contains(lifecycle.stage()))
                .map(rule -> new PauseHook(
                        "ecs-pause-" + ids.get(),
                        lifecycle.stage(),
                        lifecycle.step(),
                        PauseHook.Status.AWAITING_ACTION,
                        now.plus(rule.timeout()),
                        rule.action()))
                .toList());
    }
}
