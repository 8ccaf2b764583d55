package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gantry.base.AwsError;
import io.gantry.ecs.ServiceRoom;
import io.gantry.models.ecs.EcsApi;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.GetTaskProtectionRequest;
import software.amazon.awssdk.services.ecs.model.ProtectedTask;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.UpdateTaskProtectionRequest;
import software.amazon.awssdk.services.ecs.model.UpdateTaskProtectionResponse;

/** Tasks that their service spares. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class ProtectionScenarioTest {
    private final ServiceRoom room = new ServiceRoom();

    @BeforeEach
    void aServiceOfThree() {
        List.of("a", "b", "c").forEach(zone -> room.host(zone, 4096, 4096));
        room.tasks().define("shop", in -> {});
        room.create(in -> in.taskDefinition("shop").desiredCount(3));
        room.advance(Duration.ofMinutes(2));
    }

    @AfterEach
    void close() {
        room.close();
    }

    private UpdateTaskProtectionResponse protect(Consumer<UpdateTaskProtectionRequest.Builder> more) {
        UpdateTaskProtectionRequest.Builder in =
                UpdateTaskProtectionRequest.builder().cluster("default").protectionEnabled(true);
        more.accept(in);
        UpdateTaskProtectionResponse response = room.tasks().room().call(EcsApi.UPDATE_TASK_PROTECTION, in.build());
        room.settle();
        return response;
    }

    private ProtectedTask protection(String task) {
        return room.tasks()
                .room()
                .call(
                        EcsApi.GET_TASK_PROTECTION,
                        GetTaskProtectionRequest.builder()
                                .cluster("default")
                                .tasks(task)
                                .build())
                .protectedTasks()
                .getFirst();
    }

    private Instant now() {
        return room.tasks().room().env().clock().now();
    }

    private List<String> wanted() {
        return room.wanted().stream().map(Task::taskArn).sorted().toList();
    }

    @Test
    void scaleInSparesAProtectedTaskUntilItsTimeIsOver() {
        List<String> all = wanted();
        List<String> kept = all.subList(0, 2);
        UpdateTaskProtectionResponse answer = protect(in -> in.tasks(kept).expiresInMinutes(10));
        assertThat(answer.failures()).isEmpty();
        assertThat(answer.protectedTasks()).allSatisfy(task -> {
            assertThat(task.protectionEnabled()).isTrue();
            assertThat(task.expirationDate()).isEqualTo(now().plus(Duration.ofMinutes(10)));
        });

        room.update(in -> in.desiredCount(1));
        room.advance(Duration.ofMinutes(9));
        assertThat(wanted()).isEqualTo(kept);
        assertThat(room.events()).last().asString().startsWith("(service web) has stopped 1 running tasks: ");

        room.advance(Duration.ofMinutes(2));
        assertThat(wanted()).hasSize(1);
        assertThat(room.events()).last().asString().endsWith("has reached a steady state.");
        assertThat(protection(kept.getFirst()).protectionEnabled()).isFalse();
        assertThat(protection(kept.getFirst()).expirationDate()).isNull();
    }

    @Test
    void aRolloutWaitsForAProtectedTaskThatIsReleased() {
        String kept = wanted().getFirst();
        protect(in -> in.tasks(kept));
        assertThat(protection(kept).expirationDate()).isEqualTo(now().plus(Duration.ofHours(2)));
        room.tasks().define("shop", in -> {});
        room.update(in -> in.taskDefinition("shop"));
        room.advance(Duration.ofMinutes(30));
        assertThat(wanted()).hasSize(4).contains(kept);
        assertThat(room.describe().deployments().getFirst().rolloutStateAsString())
                .isEqualTo("IN_PROGRESS");

        protect(in -> in.tasks(kept).protectionEnabled(false));
        assertThat(wanted()).hasSize(3).doesNotContain(kept);
        assertThat(room.describe().deployments().getFirst().rolloutStateAsString())
                .isEqualTo("COMPLETED");
    }

    @Test
    void aDrainingHostKeepsAProtectedTask() {
        Task kept = room.wanted().getFirst();
        protect(in -> in.tasks(kept.taskArn()).expiresInMinutes(5));
        room.drain(Objects.requireNonNull(kept.containerInstanceArn()));
        room.advance(Duration.ofMinutes(4));
        assertThat(wanted()).hasSize(4).contains(kept.taskArn());
        room.advance(Duration.ofMinutes(2));
        assertThat(wanted()).hasSize(3).doesNotContain(kept.taskArn());
    }

    @Test
    void protectionIsRenewed() {
        String kept = wanted().getFirst();
        protect(in -> in.tasks(kept).expiresInMinutes(1));
        room.advance(Duration.ofSeconds(30));
        protect(in -> in.tasks(kept).expiresInMinutes(2_880));
        assertThat(protection(kept).expirationDate()).isEqualTo(now().plus(Duration.ofDays(2)));
    }

    @Test
    void deletionAndStopTaskSpareNobody() {
        List<String> all = wanted();
        protect(in -> in.tasks(all));
        room.tasks().stop(all.getFirst(), "by hand");
        room.settle();
        assertThat(wanted()).hasSize(3).doesNotContain(all.getFirst());
        room.delete(true);
        room.settle();
        assertThat(wanted()).isEmpty();
    }

    @Test
    void onlyTasksOfServicesCanBeProtected() {
        String alone = room.tasks()
                .run(in -> in.taskDefinition("shop"))
                .tasks()
                .getFirst()
                .taskArn();
        String missing = alone.substring(0, alone.length() - 32) + "0".repeat(32);
        String stopping = wanted().getFirst();
        room.handle(stopping);
        room.tasks().stop(stopping, "");
        UpdateTaskProtectionResponse answer = protect(in -> in.tasks(alone, missing, stopping));
        assertThat(answer.protectedTasks()).isEmpty();
        assertThat(answer.failures())
                .extracting(Failure::arn, Failure::reason)
                .containsExactlyInAnyOrder(
                        tuple(alone, "TASK_NOT_VALID"), tuple(missing, "MISSING"), tuple(stopping, "TASK_NOT_VALID"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 2_881})
    void aPeriodOutOfRangeIsRefused(int minutes) {
        String task = wanted().getFirst();
        assertThatThrownBy(() -> protect(in -> in.tasks(task).expiresInMinutes(minutes)))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("expiresInMinutes must be between 1 and 2880");
    }

    @Test
    void noneAndMoreThanTenAreRefused() {
        assertThatThrownBy(() -> protect(in -> in.tasks(List.of()))).hasMessageContaining("Tasks cannot be empty.");
        List<String> eleven = Collections.nCopies(11, wanted().getFirst());
        assertThatThrownBy(() -> protect(in -> in.tasks(eleven))).hasMessageContaining("at most 10 items");
    }
}
