package io.gantry.benchmarks.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The big cluster of the scale benchmark, small: services become steady, and what churn leaves behind is bounded. */
class ScaleTest {
    private static final int HOSTS = 200;
    private static final int SERVICES = 20;
    private static final int TASKS_EACH = 100;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final ScaleWorld world = new ScaleWorld(1, new Stopwatch() {
        @Override
        public void launched(long nanos) {
            // Machines differ: no test asserts a figure.
        }

        @Override
        public void decided(long nanos) {
            // The same.
        }
    });

    /** Stopped tasks are shown for an hour, so rows grow for that long and no longer. */
    @Test
    void servicesBecomeSteadyAndAnHourOfChurnLeavesNothingBehind() {
        world.join(HOSTS);
        world.serve(SERVICES, TASKS_EACH);
        world.awaitSteady(LIMIT);
        Map<String, Integer> before = world.rows();
        assertThat(before).containsEntry("ecs/task", SERVICES * TASKS_EACH).containsEntry("ecs/allocation", HOSTS);

        world.churn(Duration.ofHours(1));
        assertThat(world.rows().getOrDefault("ecs/task", 0))
                .as("there was churn")
                .isGreaterThan(2 * SERVICES * TASKS_EACH);
        world.awaitSteady(LIMIT);
        world.advance(Duration.ofMinutes(70));

        Map<String, Integer> after = new TreeMap<>(world.rows());
        assertThat(after).containsEntry("ecs/task", world.wanted()).containsEntry("ecs/container-instance", HOSTS);
        assertThat(after.getOrDefault("ecs/service-event", 0))
                .as("each service shows a hundred")
                .isLessThanOrEqualTo(SERVICES * 100);
        // Deployments are kept for thirty days.
        after.keySet()
                .removeAll(List.of(
                        "ecs/task",
                        "ecs/container-instance",
                        "ecs/service-event",
                        "ecs/service-deployment",
                        "ecs/service-revision"));
        assertThat(before).containsAllEntriesOf(after);
    }
}
