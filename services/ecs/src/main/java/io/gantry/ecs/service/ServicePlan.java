package io.gantry.ecs.service;

import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentCircuitBreaker;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;

/**
 * What a service's definition means for its tasks.
 *
 * @param minimumHealthyPercent of the desired count, which a rollout leaves healthy; rounded up
 * @param maximumPercent of the desired count, which a rollout starts at most; rounded down
 * @param breaker how many failed tasks end a deployment; empty when none does
 * @param healthCheckGrace for so long after its start a task's failed health checks do not count
 * @param zoneRebalancing whether tasks move when zones hold unequal numbers of them
 */
record ServicePlan(
        int minimumHealthyPercent,
        int maximumPercent,
        Optional<BreakerRule> breaker,
        Duration healthCheckGrace,
        boolean zoneRebalancing) {
    private static final int WHOLE = 100;

    /**
     * AWS's circuit breaker.
     *
     * @param rollback whether a failed deployment goes back to the last one that succeeded
     * @param resetOnHealthyTask whether a healthy task makes it forget
     * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentCircuitBreaker.html">ECS:
     *     DeploymentCircuitBreaker</a>
     */
    record BreakerRule(boolean rollback, boolean resetOnHealthyTask, Threshold threshold) {}

    /** How many failures are too many, of a desired count. */
    sealed interface Threshold {
        /** Whole failures. */
        int of(int desiredCount);

        /** A number. */
        record Count(int failures) implements Threshold {
            @Override
            public int of(int desiredCount) {
                return failures;
            }
        }

        /** A part of the desired count, but 3 at least and 200 at most. */
        record BoundedPercent(int percent) implements Threshold {
            private static final int LEAST = 3;
            private static final int MOST = 200;

            @Override
            public int of(int desiredCount) {
                return Math.clamp(new UnboundedPercent(percent).of(desiredCount), LEAST, MOST);
            }
        }

        /** A part of the desired count, rounded up; one failure at least. */
        record UnboundedPercent(int percent) implements Threshold {
            @Override
            public int of(int desiredCount) {
                return (int) Math.max(1, Math.ceilDiv((long) desiredCount * percent, WHOLE));
            }
        }
    }

    /** The meaning of a definition that has its defaults. */
    static ServicePlan of(CreateServiceRequest definition) {
        DeploymentConfiguration configuration = Optional.ofNullable(definition.deploymentConfiguration())
                .orElseGet(() -> DeploymentConfiguration.builder().build());
        boolean daemon = "DAEMON".equals(definition.schedulingStrategyAsString());
        return new ServicePlan(
                Optional.ofNullable(configuration.minimumHealthyPercent()).orElse(daemon ? 0 : WHOLE),
                Optional.ofNullable(configuration.maximumPercent()).orElse(daemon ? WHOLE : 2 * WHOLE),
                Optional.ofNullable(configuration.deploymentCircuitBreaker())
                        .filter(breaker -> Boolean.TRUE.equals(breaker.enable()))
                        .map(ServicePlan::rule),
                Duration.ofSeconds(Optional.ofNullable(definition.healthCheckGracePeriodSeconds())
                        .orElse(0)),
                "ENABLED".equals(definition.availabilityZoneRebalancingAsString()));
    }

    private static BreakerRule rule(DeploymentCircuitBreaker breaker) {
        Threshold threshold = Optional.ofNullable(breaker.thresholdConfiguration())
                .<Threshold>map(given -> {
                    int value = Optional.ofNullable(given.value()).orElse(WHOLE / 2);
                    return switch (String.valueOf(given.typeAsString())) {
                        case "COUNT" -> new Threshold.Count(value);
                        case "UNBOUNDED_PERCENT" -> new Threshold.UnboundedPercent(value);
                        default -> new Threshold.BoundedPercent(value);
                    };
                })
                .orElseGet(() -> new Threshold.BoundedPercent(WHOLE / 2));
        return new BreakerRule(
                Boolean.TRUE.equals(breaker.rollback()),
                !Boolean.FALSE.equals(breaker.resetOnHealthyTask()),
                threshold);
    }

    /** Tasks that stay healthy during a rollout, at least. */
    int minimumHealthy(int desiredCount) {
        return (int) Math.ceilDiv((long) desiredCount * minimumHealthyPercent, WHOLE);
    }

    /** Tasks that a rollout lets be pending or running, at most. */
    int maximum(int desiredCount) {
        return (int) Math.floorDiv((long) desiredCount * maximumPercent, WHOLE);
    }
}
