package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.service.ServicePlan.Threshold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;

/** What a definition means in numbers: AWS's own table, and its edges. */
class ServicePlanTest {
    @ParameterizedTest
    @CsvSource({"0, 3", "1, 3", "5, 3", "6, 3", "7, 4", "25, 13", "26, 13", "399, 200", "400, 200", "800, 200"})
    void halfOfTheTasksIsTooManyButThreeAtLeastAndTwoHundredAtMost(int desired, int threshold) {
        assertThat(new Threshold.BoundedPercent(50).of(desired)).isEqualTo(threshold);
    }

    @ParameterizedTest
    @CsvSource({"1, 50, 1", "3, 50, 2", "800, 50, 400", "5000, 100, 5000", "10, 1, 1", "0, 50, 1"})
    void anUnboundedPartIsRoundedUp(int desired, int percent, int threshold) {
        assertThat(new Threshold.UnboundedPercent(percent).of(desired)).isEqualTo(threshold);
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "1000, 5"})
    void aCountDoesNotLookAtTheDesiredCount(int desired, int threshold) {
        assertThat(new Threshold.Count(5).of(desired)).isEqualTo(threshold);
    }

    @Test
    void theBreakerForgetsOnAHealthyTaskUnlessToldNotTo() {
        assertThat(plan(true).breaker())
                .get()
                .extracting(ServicePlan.BreakerRule::resetOnHealthyTask)
                .isEqualTo(true);
        assertThat(plan(false).breaker())
                .get()
                .extracting(ServicePlan.BreakerRule::resetOnHealthyTask)
                .isEqualTo(false);
    }

    private static ServicePlan plan(boolean reset) {
        return ServicePlan.of(CreateServiceRequest.builder()
                .deploymentConfiguration(in -> in.deploymentCircuitBreaker(
                        breaker -> breaker.enable(true).rollback(true).resetOnHealthyTask(reset)))
                .build());
    }
}
