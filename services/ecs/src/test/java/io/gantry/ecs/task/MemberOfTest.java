package io.gantry.ecs.task;

import static io.gantry.ecs.TaskRoom.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gantry.ecs.EcsRoom;
import io.gantry.ecs.TaskRoom;
import io.gantry.ecs.dispatch.AgentChannel;
import io.gantry.ecs.dispatch.ChannelKind;
import io.gantry.models.ecs.EcsApi;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.PutAttributesRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StartTaskRequest;
import software.amazon.awssdk.services.ecs.model.Task;

/** Constraints in the cluster query language, on two hosts of different racks. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class MemberOfTest {
    private final TaskRoom room = new TaskRoom();
    private String left = "";
    private String right = "";

    @BeforeEach
    void twoHosts() {
        left = host("left");
        right = host("right");
        room.define("shop", in -> {});
    }

    private String host(String rack) {
        String arn = room.register(4_000, 8_000).containerInstanceArn();
        AgentChannel deaf = new AgentChannel() {
            @Override
            public void send(String frame) {}

            @Override
            public void close(int code, String reason) {}
        };
        room.sessions().open(ChannelKind.ACS, EcsRoom.scope(), "containerInstanceArn=" + arn, deaf);
        Attribute named = attribute("rack", rack).toBuilder().targetId(arn).build();
        room.room()
                .call(
                        EcsApi.PUT_ATTRIBUTES,
                        PutAttributesRequest.builder().attributes(named).build());
        return arn;
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void tasksGoWhereTheExpressionHolds() {
        assertThat(hosts(run("shop", 4, "attribute:rack == right")))
                .containsOnly(right)
                .hasSize(4);
        RunTaskResponse nowhere = run("shop", 1, "attribute:rack in [top, bottom]");
        assertThat(nowhere.tasks()).isEmpty();
        assertThat(nowhere.failures())
                .extracting(Failure::arn, Failure::reason, Failure::detail)
                .containsExactlyInAnyOrder(
                        tuple(left, "MemberOf placement constraint unsatisfied.", "attribute:rack in [top, bottom]"),
                        tuple(right, "MemberOf placement constraint unsatisfied.", "attribute:rack in [top, bottom]"));
    }

    @Test
    void theDefinitionsConstraintsHoldToo() {
        room.define(
                "picky", in -> in.placementConstraints(c -> c.type("memberOf").expression("attribute:rack =~ l.*")));
        assertThat(hosts(run("picky", 3))).containsOnly(left);
        assertThat(run("picky", 1, "attribute:rack == right").tasks()).isEmpty();
        assertThat(room.room()
                        .call(
                                EcsApi.START_TASK,
                                StartTaskRequest.builder()
                                        .taskDefinition("picky")
                                        .containerInstances(right)
                                        .build())
                        .failures())
                .extracting(Failure::reason)
                .containsExactly("MemberOf placement constraint unsatisfied.");
    }

    @Test
    void affinityAndItsOppositeSeeTheTasksThatAreThere() {
        String there = hosts(room.run(in -> in.taskDefinition("shop").group("databases")))
                .getFirst();
        assertThat(hosts(run("shop", 3, "task:group == databases"))).containsOnly(there);
        assertThat(hosts(run("shop", 3, "not(task:group == databases)")))
                .doesNotContain(there)
                .hasSize(3);
        assertThat(room.room()
                        .call(
                                EcsApi.LIST_CONTAINER_INSTANCES,
                                ListContainerInstancesRequest.builder()
                                        .filter("task:group == databases")
                                        .build())
                        .containerInstanceArns())
                .containsExactly(there);
    }

    @Test
    void eachCopyOfARequestCountsForTheNext() {
        RunTaskResponse spread = run("shop", 3, "not(task:group == family:shop)");
        assertThat(hosts(spread)).containsExactlyInAnyOrder(left, right);
        assertThat(spread.failures()).hasSize(2);
    }

    @Test
    void tenConstraintsAtMostWithThoseOfTheDefinition() {
        PlacementConstraint one = PlacementConstraint.builder()
                .type("memberOf")
                .expression("attribute:rack exists")
                .build();
        room.define(
                "picky", in -> in.placementConstraints(c -> c.type("memberOf").expression("agentConnected == true")));
        assertThat(room.run(in -> in.taskDefinition("picky").placementConstraints(List.of(one)))
                        .tasks())
                .hasSize(1);
        List<PlacementConstraint> ten = Collections.nCopies(10, one);
        assertThatThrownBy(() -> room.run(in -> in.taskDefinition("picky").placementConstraints(ten)))
                .hasMessage("Placement constraints can have at most 10 items.");
    }

    private RunTaskResponse run(String definition, int count, String... expressions) {
        List<PlacementConstraint> constraints = List.of(expressions).stream()
                .map(expression -> PlacementConstraint.builder()
                        .type("memberOf")
                        .expression(expression)
                        .build())
                .toList();
        return room.run(in -> in.taskDefinition(definition).count(count).placementConstraints(constraints));
    }

    private static List<String> hosts(RunTaskResponse answer) {
        return answer.tasks().stream().map(Task::containerInstanceArn).toList();
    }
}
