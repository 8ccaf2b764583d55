package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.ecs.EcsRoom;
import io.gantry.ecs.ServiceRoom;
import io.gantry.ecs.TaskRoom;
import io.gantry.models.ecs.EcsApi;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.CreateTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.DeleteTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskSetsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskSetsResponse;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TagResourceRequest;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskSet;
import software.amazon.awssdk.services.ecs.model.UpdateServicePrimaryTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.UpdateTaskSetRequest;

/** A service that another controller deploys, as stories. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class TaskSetScenarioTest {
    private final ServiceRoom room = new ServiceRoom();

    @BeforeEach
    void anExternalServiceOfThree() {
        List.of("a", "b", "c").forEach(zone -> room.host(zone, 4096, 4096));
        room.tasks().define("shop", in -> {});
        room.create(in -> in.desiredCount(3).deploymentController(one -> one.type("EXTERNAL")));
    }

    @AfterEach
    void close() {
        room.close();
    }

    private EcsRoom ecs() {
        return room.tasks().room();
    }

    private TaskSet make(double percent, Consumer<CreateTaskSetRequest.Builder> more) {
        CreateTaskSetRequest.Builder in = CreateTaskSetRequest.builder()
                .cluster("default")
                .service("web")
                .taskDefinition("shop")
                .scale(scale -> scale.value(percent).unit("PERCENT"));
        more.accept(in);
        return ecs().call(EcsApi.CREATE_TASK_SET, in.build()).taskSet();
    }

    private DescribeTaskSetsResponse describe(String... named) {
        return ecs().call(
                        EcsApi.DESCRIBE_TASK_SETS,
                        DescribeTaskSetsRequest.builder()
                                .cluster("default")
                                .service("web")
                                .taskSets(named)
                                .includeWithStrings("TAGS")
                                .build());
    }

    private TaskSet seen(TaskSet set) {
        return describe(set.id()).taskSets().getFirst();
    }

    private void scale(TaskSet set, double percent) {
        ecs().call(
                        EcsApi.UPDATE_TASK_SET,
                        UpdateTaskSetRequest.builder()
                                .cluster("default")
                                .service("web")
                                .taskSet(set.taskSetArn())
                                .scale(scale -> scale.value(percent).unit("PERCENT"))
                                .build());
    }

    private TaskSet delete(TaskSet set, boolean force) {
        return ecs().call(
                        EcsApi.DELETE_TASK_SET,
                        DeleteTaskSetRequest.builder()
                                .cluster("default")
                                .service("web")
                                .taskSet(set.id())
                                .force(force)
                                .build())
                .taskSet();
    }

    private void primary(TaskSet set) {
        ecs().call(
                        EcsApi.UPDATE_SERVICE_PRIMARY_TASK_SET,
                        UpdateServicePrimaryTaskSetRequest.builder()
                                .cluster("default")
                                .service("web")
                                .primaryTaskSet(set.id())
                                .build());
    }

    private static void refused(String code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    @Test
    void aTaskSetPlacesItsPartOfTheDesiredCount() {
        TaskSet made =
                make(50, in -> in.externalId("blue").tags(tag -> tag.key("team").value("shop")));
        assertThat(made.id()).matches("ecs-svc/[0-9]{19}");
        assertThat(made.taskSetArn()).isEqualTo(EcsRoom.ARN + "task-set/default/web/" + made.id());
        assertThat(made.status()).isEqualTo("ACTIVE");
        assertThat(made.computedDesiredCount()).isEqualTo(2);
        assertThat(made.stabilityStatusAsString()).isEqualTo("STABILIZING");
        room.settle();
        assertThat(seen(made).runningCount()).isEqualTo(2);
        assertThat(room.wanted())
                .hasSize(2)
                .allSatisfy(task -> assertThat(task.startedBy()).isEqualTo(made.id()));
        room.advance(Duration.ofSeconds(41));
        TaskSet steady = seen(made);
        assertThat(steady.stabilityStatusAsString()).isEqualTo("STEADY_STATE");
        assertThat(steady.externalId()).isEqualTo("blue");
        assertThat(steady.launchTypeAsString()).isEqualTo("EC2");
        assertThat(steady.scale().value()).isEqualTo(50.0);
        assertThat(steady.tags())
                .containsExactly(Tag.builder().key("team").value("shop").build());
        assertThat(room.describe().deployments()).isEmpty();
        assertThat(room.describe().taskSets()).extracting(TaskSet::id).containsExactly(made.id());
        assertThat(room.events())
                .last()
                .isEqualTo("(service web, taskSet " + made.id() + ") has reached a steady state.");
    }

    @Test
    void twoTaskSetsShiftAndTheOldOneIsDeleted() {
        TaskSet blue = make(100, in -> {});
        primary(blue);
        room.advance(Duration.ofMinutes(1));
        room.tasks().define("shop", in -> {});
        TaskSet green = make(34, in -> {});
        room.advance(Duration.ofMinutes(1));
        assertThat(seen(green).runningCount()).isEqualTo(2);
        assertThat(room.describe().runningCount()).isEqualTo(5);

        scale(green, 100);
        assertThat(seen(green).stabilityStatusAsString()).isEqualTo("STABILIZING");
        room.advance(Duration.ofMinutes(1));
        primary(green);
        assertThat(describe().taskSets()).extracting(TaskSet::status).containsExactly("ACTIVE", "PRIMARY");
        assertThat(room.describe().taskDefinition()).endsWith("shop:2");
        refused("InvalidParameterException", () -> delete(blue, false));
        assertThat(delete(blue, true).status()).isEqualTo("DRAINING");
        room.settle();
        assertThat(describe().taskSets()).extracting(TaskSet::id).containsExactly(green.id());
        assertThat(describe(blue.id()).failures()).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo("MISSING");
            assertThat(failure.arn()).isEqualTo(blue.taskSetArn());
        });
        assertThat(room.wanted()).hasSize(3).allMatch(task -> task.startedBy().equals(green.id()));
    }

    @Test
    void desiredCountsAreFollowedAndEndedTasksReplaced() {
        TaskSet set = make(50, in -> {});
        room.advance(Duration.ofMinutes(1));
        room.update(in -> in.desiredCount(9));
        room.settle();
        assertThat(seen(set).computedDesiredCount()).isEqualTo(5);
        assertThat(seen(set).runningCount()).isEqualTo(5);
        room.tasks().stop(room.wanted().getFirst().taskArn(), "by hand");
        room.advance(Duration.ofMinutes(1));
        assertThat(seen(set).runningCount()).isEqualTo(5);
        assertThat(seen(set).stabilityStatusAsString()).isEqualTo("STEADY_STATE");
        scale(set, 0);
        room.settle();
        assertThat(room.wanted()).isEmpty();
        assertThat(seen(set).stabilityStatusAsString()).isEqualTo("STEADY_STATE");
        delete(set, false);
        room.settle();
        assertThat(describe().taskSets()).isEmpty();
        room.update(in -> in.desiredCount(0));
        room.delete(false);
        room.settle();
        assertThat(room.describe().status()).isEqualTo("INACTIVE");
    }

    @Test
    void aDrainingHostIsLeftStartFirst() {
        TaskSet set = make(100, in -> {});
        room.advance(Duration.ofMinutes(1));
        String host = Objects.requireNonNull(room.wanted().getFirst().containerInstanceArn());
        room.drain(host);
        room.settle();
        assertThat(seen(set).runningCount()).isEqualTo(4);
        assertThat(seen(set).stabilityStatusAsString()).isEqualTo("STABILIZING");
        room.advance(Duration.ofSeconds(41));
        assertThat(room.wanted())
                .hasSize(3)
                .extracting(Task::containerInstanceArn)
                .doesNotContain(host);
    }

    @Test
    void aTaskSetWithoutRoomSaysSoOnceAndGoesOnWhenThereIsSome() {
        room.tasks().define("big", in -> in.memory("4000"));
        TaskSet set = make(100, in -> in.taskDefinition("big"));
        room.update(in -> in.desiredCount(4));
        room.advance(Duration.ofMinutes(5));
        assertThat(seen(set).runningCount()).isEqualTo(3);
        assertThat(room.events())
                .filteredOn(event -> event.contains("was unable to place a task"))
                .singleElement()
                .asString()
                .startsWith("(service web, taskSet " + set.id() + ") was unable");
        room.host("a", 4096, 4096);
        room.settle();
        assertThat(seen(set).runningCount()).isEqualTo(4);
    }

    @Test
    void crashLoopsAreThrottled() {
        make(34, in -> {});
        room.update(in -> in.desiredCount(1));
        room.settle();
        int restarts = 0;
        for (int second = 0; second < 120; second++) {
            for (Task task : room.wanted()) {
                room.tasks()
                        .report(
                                task.taskArn(),
                                "STOPPED",
                                in -> in.containers(TaskRoom.container("STOPPED", one -> one.exitCode(1))));
                restarts++;
            }
            room.advance(Duration.ofSeconds(1));
        }
        assertThat(restarts).isBetween(3, 7);
    }

    @Test
    void aServiceWithTaskSetsIsDeletedByForce() {
        make(100, in -> {});
        room.advance(Duration.ofMinutes(1));
        room.update(in -> in.desiredCount(0));
        refused("InvalidParameterException", () -> room.delete(false));
        room.delete(true);
        room.settle();
        assertThat(room.describe().status()).isEqualTo("INACTIVE");
        assertThat(room.describe().taskSets()).isEmpty();
        assertThat(room.wanted()).isEmpty();
        refused("ServiceNotActiveException", () -> make(1, in -> {}));
    }

    @Test
    void aRepeatedTokenMakesNothingAndAnotherOneIsAConflict() {
        TaskSet first = make(10, in -> in.clientToken("once"));
        assertThat(make(10, in -> in.clientToken("once")).id()).isEqualTo(first.id());
        assertThat(describe().taskSets()).hasSize(1);
        refused("ConflictException", () -> make(20, in -> in.clientToken("once")));
    }

    @Test
    void tagsAreReadAndWritten() {
        TaskSet set = make(0, in -> {});
        ecs().call(
                        EcsApi.TAG_RESOURCE,
                        TagResourceRequest.builder()
                                .resourceArn(set.taskSetArn())
                                .tags(tag -> tag.key("team").value("shop"))
                                .build());
        assertThat(ecs().call(
                                EcsApi.LIST_TAGS_FOR_RESOURCE,
                                ListTagsForResourceRequest.builder()
                                        .resourceArn(set.taskSetArn())
                                        .build())
                        .tags())
                .hasSize(1);
        assertThat(seen(set).tags()).hasSize(1);
    }

    @Test
    void limitsAndNamesAreChecked() {
        List<TaskSet> five =
                List.of(1, 2, 3, 4, 5).stream().map(one -> make(0, in -> {})).toList();
        assertThat(five).extracting(TaskSet::id).doesNotHaveDuplicates();
        refused("LimitExceededException", () -> make(0, in -> {}));
        delete(five.getFirst(), false);
        room.settle();
        refused("TaskSetNotFoundException", () -> scale(five.getFirst(), 1));
        refused("InvalidParameterException", () -> scale(five.getLast(), 100.1));
        refused("InvalidParameterException", () -> scale(five.getLast(), -1));
        refused("ClientException", () -> make(0, in -> in.taskDefinition("none")));
        refused("ServiceNotFoundException", () -> make(0, in -> in.service("none")));
        refused("UnsupportedFeatureException", () -> make(0, in -> in.launchType("MANAGED_INSTANCES")));
        room.create(in -> in.serviceName("plain").taskDefinition("shop").desiredCount(0));
        refused("InvalidParameterException", () -> make(0, in -> in.service("plain")));
    }
}
