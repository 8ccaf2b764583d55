package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.ServiceRoom;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Service;

/** ECS Exec in the tasks of services. */
class ServiceCommandsTest {
    private static List<Boolean> enabled(ServiceRoom room, String instance) {
        return room.tasksOn(instance).stream()
                .map(arn -> room.tasks().describe(arn).enableExecuteCommand())
                .toList();
    }

    @Test
    void tasksHaveItAsTheServiceSaysWhenTheyStart() {
        try (ServiceRoom room = new ServiceRoom()) {
            String instance = room.host("a", 1000, 1000).containerInstanceArn();
            room.tasks().define("web", in -> {});
            room.create(in -> in.taskDefinition("web").desiredCount(1).enableExecuteCommand(true));
            room.tasks().settle();
            assertThat(enabled(room, instance)).containsExactly(true);

            Service updated = room.update(in -> in.desiredCount(2).enableExecuteCommand(false));
            room.tasks().settle();

            assertThat(updated.deployments()).as("it starts no deployment").hasSize(1);
            assertThat(updated.enableExecuteCommand()).isFalse();
            assertThat(enabled(room, instance)).containsExactlyInAnyOrder(true, false);
        }
    }
}
