package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.ServiceRoom;
import io.gantry.models.ecs.EcsApi;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.Task;

/** A service of a hundred tasks that end as soon as they begin, and another one beside it. */
class CrashLoopScenarioTest {
    private static final int TASKS = 100;

    private final ServiceRoom room = new ServiceRoom();
    private int starts;

    @BeforeEach
    void aServiceThatCrashes() {
        room.host("a", 100_000, 100_000);
        room.tasks().define("shop", in -> {});
        room.obedient(false);
        room.create(in -> in.taskDefinition("shop").desiredCount(TASKS));
    }

    @AfterEach
    void close() {
        room.close();
    }

    /** Time passes, and whatever has been started ends within the second. */
    private void crash(Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            room.advance(Duration.ofSeconds(1));
            List<Task> begun = room.wanted();
            starts += begun.size();
            begun.forEach(task -> room.tasks().report(task.taskArn(), "STOPPED", in -> in.reason("no such file")));
        }
        room.settle();
    }

    /** Pauses of 10 s that double up to 27 min, after each round of a hundred. */
    @Test
    void startsBecomeRare() {
        crash(Duration.ofMinutes(10));
        assertThat(starts).isEqualTo(6 * TASKS);
        crash(Duration.ofMinutes(50));
        assertThat(starts).isEqualTo(9 * TASKS);
        assertThat(room.events())
                .filteredOn(text -> text.contains("is unable to consistently start tasks successfully"))
                .hasSize(1);
    }

    @Test
    void anotherServiceIsNotDelayed() {
        crash(Duration.ofMinutes(2));
        room.tasks()
                .room()
                .call(
                        EcsApi.CREATE_SERVICE,
                        CreateServiceRequest.builder()
                                .serviceName("other")
                                .taskDefinition("shop")
                                .desiredCount(3)
                                .build());
        room.settle();
        assertThat(room.tasks()
                        .room()
                        .call(
                                EcsApi.LIST_TASKS,
                                ListTasksRequest.builder().serviceName("other").build())
                        .taskArns())
                .as("in the same moment")
                .hasSize(3);
    }
}
