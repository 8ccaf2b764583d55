package io.gantry.ecs.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.ecs.EcsRoom;
import io.gantry.ecs.TaskRoom;
import io.gantry.ecs.dispatch.AgentChannel;
import io.gantry.ecs.dispatch.ChannelKind;
import io.gantry.models.ecs.EcsApi;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.DeleteClusterRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterContainerInstanceRequest;
import software.amazon.awssdk.services.ecs.model.DescribeContainerInstancesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskField;

/** A cluster with a host and a task, deleted and made again. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class ClusterLifeTest {
    private final TaskRoom room = new TaskRoom();
    private String instance = "";
    private Task task = Task.builder().build();

    @BeforeEach
    void aHostAndATask() {
        instance = room.register(1000, 1000).containerInstanceArn();
        AgentChannel deaf = new AgentChannel() {
            @Override
            public void send(String frame) {}

            @Override
            public void close(int code, String reason) {}
        };
        room.sessions().open(ChannelKind.ACS, EcsRoom.scope(), "containerInstanceArn=" + instance, deaf);
        room.define("shop", in -> {});
        task = room.run(in -> in.taskDefinition("shop")
                        .tags(Tag.builder().key("a").value("1").build()))
                .tasks()
                .getFirst();
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void aClusterInUseIsKept() {
        refused("ClusterContainsContainerInstancesException", this::delete);
        refused("InvalidParameterException", () -> deregister(false));
        assertThat(deregister(true)).isEqualTo("INACTIVE");
        refused("ClusterContainsTasksException", this::delete);
        room.settle();
        assertThat(delete().status()).isEqualTo("INACTIVE");
        refused("ClusterNotFoundException", () -> list());
    }

    @Test
    void tasksOutliveTheirClusterButAreNotItsSuccessors() {
        room.report(task.taskArn(), "STOPPED", in -> {});
        deregister(true);
        room.advance(Duration.ofSeconds(2));
        delete();
        Task described = describe().tasks().getFirst();
        assertThat(described.lastStatus()).isEqualTo("STOPPED");
        assertThat(described.tags()).extracting(Tag::key).containsExactly("a");

        room.advance(Duration.ofSeconds(2));
        room.room().call(EcsApi.CREATE_CLUSTER, CreateClusterRequest.builder().build());
        assertThat(describe().tasks()).isEmpty();
        assertThat(describe().failures()).extracting(Failure::reason).containsExactly("MISSING");
        assertThat(list()).isEmpty();
        assertThat(room.room()
                        .call(
                                EcsApi.DESCRIBE_CONTAINER_INSTANCES,
                                DescribeContainerInstancesRequest.builder()
                                        .containerInstances(instance)
                                        .build())
                        .failures())
                .extracting(Failure::reason)
                .containsExactly("MISSING");
    }

    @Test
    void stopTaskDeletesTheTags() {
        room.stop(task.taskArn(), "enough");
        assertThat(describe().tasks().getFirst().tags()).isEmpty();
    }

    @Test
    void nothingIsDeletedByAnEmptyName() {
        assertThatThrownBy(() -> room.room()
                        .call(
                                EcsApi.DELETE_CLUSTER,
                                DeleteClusterRequest.builder().cluster("").build()))
                .hasMessage("Cluster can not be blank.");
        assertThatThrownBy(() -> room.run(in -> in.taskDefinition("shop").cluster("no such")))
                .hasMessage("Cluster must match ^[a-zA-Z0-9\\-_]{1,255}$, but was no such");
    }

    private DescribeTasksResponse describe() {
        return room.room()
                .call(
                        EcsApi.DESCRIBE_TASKS,
                        DescribeTasksRequest.builder()
                                .tasks(task.taskArn())
                                .include(TaskField.TAGS)
                                .build());
    }

    private List<String> list() {
        return room.room()
                .call(
                        EcsApi.LIST_TASKS,
                        ListTasksRequest.builder().desiredStatus("STOPPED").build())
                .taskArns();
    }

    private Cluster delete() {
        return room.room()
                .call(
                        EcsApi.DELETE_CLUSTER,
                        DeleteClusterRequest.builder().cluster("default").build())
                .cluster();
    }

    private String deregister(boolean force) {
        return room.room()
                .call(
                        EcsApi.DEREGISTER_CONTAINER_INSTANCE,
                        DeregisterContainerInstanceRequest.builder()
                                .containerInstance(instance)
                                .force(force)
                                .build())
                .containerInstance()
                .status();
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo(code));
    }
}
