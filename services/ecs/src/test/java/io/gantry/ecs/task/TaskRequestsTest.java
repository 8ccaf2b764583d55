package io.gantry.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.Ecs;
import io.gantry.ecs.EcsRoom;
import io.gantry.ecs.TaskRoom;
import io.gantry.ecs.capacity.CapacityStrategy;
import io.gantry.ecs.cluster.Clusters;
import io.gantry.models.ecs.EcsApi;
import io.gantry.placement.Request;
import io.gantry.placement.query.Query;
import io.gantry.state.View;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.PlacementConstraintType;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionPlacementConstraintType;
import software.amazon.awssdk.services.ecs.model.TaskOverride;

/** What is explained to people is what placement is asked. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class TaskRequestsTest {
    private final TaskRoom room = new TaskRoom();

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void theRequestFromADescriptionIsThatOfRunTask() {
        String named = room.define(
                "shop",
                in -> in.placementConstraints(one -> one.type(TaskDefinitionPlacementConstraintType.MEMBER_OF)
                                .expression("attribute:rack == left"))
                        .requiresCompatibilitiesWithStrings("EC2", "EXTERNAL")
                        .containerDefinitions(
                                web -> web.name("web")
                                        .image("shop:1")
                                        .cpu(100)
                                        .memory(128)
                                        .healthCheck(check -> check.command("CMD", "true"))
                                        .portMappings(
                                                port -> port.containerPort(80).hostPort(8080),
                                                port -> port.containerPort(53)
                                                        .hostPort(53)
                                                        .protocol("udp")),
                                side -> side.name("side")
                                        .image("shop:1")
                                        .cpu(50)
                                        .memoryReservation(64)));
        TaskOverride overrides = TaskOverride.builder()
                .containerOverrides(one -> one.name("side").memoryReservation(70))
                .build();
        List<PlacementConstraint> given = List.of(PlacementConstraint.builder()
                .type(PlacementConstraintType.DISTINCT_INSTANCE)
                .build());

        View view = room.room().store().view();
        RunTaskRequest run = RunTaskRequest.builder()
                .taskDefinition(named)
                .overrides(overrides)
                .group("shops")
                .enableExecuteCommand(true)
                .build();
        Request placed = Launch.of(
                        view,
                        Clusters.active(view, EcsRoom.scope(), Optional.empty()),
                        LaunchParameters.of(run, "EXTERNAL", CapacityStrategy.NONE))
                .request(1, PlacementRules.constraints(given), List.of());

        TaskDefinition described = room.room()
                .call(
                        EcsApi.DESCRIBE_TASK_DEFINITION,
                        DescribeTaskDefinitionRequest.builder()
                                .taskDefinition(named)
                                .build())
                .taskDefinition();
        Request explained = Ecs.placementRequest(described, overrides, "EXTERNAL", "shops", given, true);
        assertThat(explained.demand()).isEqualTo(placed.demand());
        assertThat(explained.demand().memory()).isEqualTo(128 + 70);
        assertThat(explained.demand().attributes()).isNotEmpty();
        assertThat(explained.distinctHosts()).isTrue();
        assertThat(explained.group()).isEqualTo(placed.group());
        assertThat(explained.constraints())
                .extracting(Query::text)
                .containsExactly("attribute:rack == left")
                .isEqualTo(placed.constraints().stream().map(Query::text).toList());
    }
}
