package io.gantry.ecs.taskset;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.EcsRoom;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.CreateTaskSetRequest;

/** What a task set makes of its service's count, and how its course goes. */
class TaskSetTest {
    private static final Instant NOW = Instant.EPOCH;
    private static final Instant LATER = NOW.plusSeconds(60);

    private static TaskSet of(double percent) {
        return TaskSet.of(
                        EcsRoom.scope(),
                        "default",
                        "web",
                        "1234567890123456789",
                        CreateTaskSetRequest.builder().taskDefinition("shop:1").build(),
                        Map.of(),
                        NOW)
                .scaled(percent, NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "0,5000,0",
        "100,5000,5000",
        "50,3,2",
        "40,3,2",
        "33.3,3,1",
        "33.4,3,2",
        "0.1,1,1",
        "10,10,1",
        "70,10,7",
        "29,100,29"
    })
    void itsPartIsRoundedUp(double percent, int desired, int computed) {
        assertThat(of(percent).computed(desired)).isEqualTo(computed);
    }

    @Test
    void steadinessForgetsFailuresAndTheMomentIsThatOfTheChange() {
        TaskSet.Course failing = of(1).course().ended(2, LATER);
        assertThat(failing.quickEnds()).isEqualTo(2);
        assertThat(failing.lastEndAt()).isEqualTo(LATER);
        TaskSet.Course steady = failing.withSteady(true, LATER);
        assertThat(steady.quickEnds()).isZero();
        assertThat(steady.steadyAt()).isEqualTo(LATER);
        assertThat(steady.withSteady(true, LATER.plusSeconds(1)).steadyAt()).isEqualTo(LATER);
    }

    @Test
    void anotherScaleIsNotSteadyAtOnce() {
        TaskSet steady = of(1);
        TaskSet scaled = steady.with(steady.course().withSteady(true, NOW)).scaled(2, LATER);
        assertThat(scaled.course().steady()).isFalse();
        assertThat(scaled.updatedAt()).isEqualTo(LATER);
    }
}
