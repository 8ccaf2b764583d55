package io.gantry.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.ecs.EcsRoom;
import io.gantry.ecs.TaskRoom;
import io.gantry.ecs.dispatch.AgentChannel;
import io.gantry.ecs.dispatch.ChannelKind;
import io.gantry.models.ecs.EcsApi;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Task;

class TaskListingTest {
    private final TaskRoom room = new TaskRoom();
    private String instance = "";

    @BeforeEach
    void aHost() {
        instance = room.register(2000, 4000).containerInstanceArn();
        AgentChannel deaf = new AgentChannel() {
            @Override
            public void send(String frame) {}

            @Override
            public void close(int code, String reason) {}
        };
        room.sessions().open(ChannelKind.ACS, EcsRoom.scope(), "containerInstanceArn=" + instance, deaf);
        room.define("shop", in -> {});
        room.define("jobs", in -> {});
    }

    @AfterEach
    void close() {
        room.close();
    }

    private List<String> run(Consumer<RunTaskRequest.Builder> more) {
        return room.run(more).tasks().stream().map(Task::taskArn).sorted().toList();
    }

    private ListTasksResponse list(Consumer<ListTasksRequest.Builder> more) {
        ListTasksRequest.Builder in = ListTasksRequest.builder();
        more.accept(in);
        return room.room().call(EcsApi.LIST_TASKS, in.build());
    }

    @Test
    void eachFilterSelects() {
        List<String> shop = run(in -> in.taskDefinition("shop").count(2));
        List<String> jobs = run(in -> in.taskDefinition("jobs").startedBy("cron"));
        assertThat(list(in -> {}).taskArns()).hasSize(3);
        assertThat(list(in -> in.family("shop")).taskArns()).isEqualTo(shop);
        assertThat(list(in -> in.startedBy("cron")).taskArns()).isEqualTo(jobs);
        assertThat(list(in -> in.containerInstance(instance).family("jobs")).taskArns())
                .isEqualTo(jobs);
        assertThat(list(in -> in.launchType("FARGATE")).taskArns()).isEmpty();
        assertThat(list(in -> in.desiredStatus("PENDING")).taskArns()).isEmpty();
        room.stop(jobs.getFirst(), "");
        assertThat(list(in -> {}).taskArns()).isEqualTo(shop);
        assertThat(list(in -> in.desiredStatus("STOPPED")).taskArns()).isEqualTo(jobs);
    }

    @Test
    void filtersThatCannotBeCombinedAreRefused() {
        assertThatThrownBy(() -> list(in -> in.startedBy("cron").family("jobs")))
                .hasMessageContaining("startedBy must be the only filter");
        assertThatThrownBy(() -> list(in -> in.serviceName("web")))
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo("ServiceNotFoundException"));
        assertThatThrownBy(() -> list(in -> in.cluster("none"))).hasMessage("Cluster not found.");
    }

    @Test
    void pagesFollowOneAnother() {
        List<String> all = new ArrayList<>(run(in -> in.taskDefinition("shop").count(7)));
        List<String> seen = new ArrayList<>();
        String token = null;
        do {
            String from = token;
            ListTasksResponse page = list(in -> in.maxResults(3).nextToken(from));
            seen.addAll(page.taskArns());
            token = page.nextToken();
        } while (token != null);
        assertThat(seen).isEqualTo(all);
    }

    @Test
    void unknownTasksAreMissingAndMalformedOnesRefused() {
        String known = run(in -> in.taskDefinition("shop")).getFirst();
        String unknown = "0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f01";
        DescribeTasksResponse described = describe(known, unknown);
        assertThat(described.tasks()).extracting(Task::taskArn).containsExactly(known);
        assertThat(described.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.arn()).isEqualTo(EcsRoom.ARN + "task/default/" + unknown);
            assertThat(failure.reason()).isEqualTo("MISSING");
        });
        assertThatThrownBy(() -> describe("x")).hasMessage("taskId length should be one of [32,36]");
        assertThatThrownBy(this::describe).hasMessage("Tasks cannot be empty.");
        assertThatThrownBy(() -> room.stop(unknown, "")).hasMessage("The referenced task was not found.");
        assertThatThrownBy(() -> room.stop(EcsRoom.ARN + "task/other/" + unknown, ""))
                .hasMessageContaining("Identifier is for cluster other");
    }

    private DescribeTasksResponse describe(String... tasks) {
        return room.room()
                .call(
                        EcsApi.DESCRIBE_TASKS,
                        DescribeTasksRequest.builder().tasks(tasks).build());
    }
}
