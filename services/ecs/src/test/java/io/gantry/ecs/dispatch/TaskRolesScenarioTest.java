package io.gantry.ecs.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.base.AwsError;
import io.gantry.ecs.TaskRoom;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Task;
import tools.jackson.databind.JsonNode;

/** Tasks that act in a role, from the API to what their agent is told. */
class TaskRolesScenarioTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/app";

    private final TaskRoom room = new TaskRoom();
    private String arn = "";

    @BeforeEach
    void aHost() {
        arn = room.register(1000, 1000).containerInstanceArn();
        room.define("shop", in -> in.taskRoleArn(ROLE));
    }

    @AfterEach
    void close() {
        room.close();
    }

    private ScriptedAgent connect() {
        ScriptedAgent agent = ScriptedAgent.connect(room.sessions(), ChannelKind.ACS, ScriptedAgent.acsQuery(arn));
        room.settle();
        return agent;
    }

    private Task run() {
        Task task = room.run(in -> in.taskDefinition("shop")).tasks().getFirst();
        room.settle();
        return task;
    }

    private static JsonNode credentials(ScriptedAgent agent) {
        return agent.last("PayloadMessage").path("tasks").path(0).path("roleCredentials");
    }

    @Test
    void aTaskGetsCredentialsOfItsRole() {
        ScriptedAgent agent = connect();
        Task task = run();
        JsonNode given = credentials(agent);
        assertThat(given.path("roleArn").asString()).isEqualTo(ROLE);
        assertThat(given.path("credentialsId").asString()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(given.path("expiration").asString())
                .isEqualTo(room.room().env().now().plus(Duration.ofHours(6)).toString());
        assertThat(room.room().sts().sessions())
                .containsExactly(
                        "verification", task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1));
    }

    @Test
    void theIdStaysWhileTheCredentialsAreRenewed() {
        ScriptedAgent agent = connect();
        Task task = run();
        agent.acknowledge(agent.last("PayloadMessage"));
        String id = credentials(agent).path("credentialsId").asString();
        room.advance(Duration.ofMinutes(61));
        JsonNode fresh = agent.last("IAMRoleCredentialsMessage");
        assertThat(fresh.path("taskArn").asString()).isEqualTo(task.taskArn());
        assertThat(fresh.path("roleType").asString()).isEqualTo("TaskApplication");
        assertThat(fresh.path("roleCredentials").path("credentialsId").asString())
                .isEqualTo(id);
        assertThat(fresh.path("roleCredentials").path("accessKeyId").asString())
                .isNotEqualTo(credentials(agent).path("accessKeyId").asString());
        agent.hangUp();
        ScriptedAgent again = connect();
        assertThat(credentials(again).path("credentialsId").asString()).isEqualTo(id);
    }

    @Test
    void aRoleThatTasksCannotAssumeIsRefusedAtOnce() {
        ScriptedAgent _ = connect();
        room.room().sts().close(ROLE);
        Assertions.assertThatThrownBy(this::run).isInstanceOfSatisfying(AwsError.class, error -> {
            assertThat(error.code()).isEqualTo("ClientException");
            assertThat(error.message())
                    .startsWith("ECS was unable to assume the role '" + ROLE + "' that was provided for this task.");
        });
    }

    @Test
    void aTaskWhoseRoleIsTakenAwayBeforeItIsToldIsStopped() {
        ScriptedAgent agent = connect();
        Task task = room.run(in -> in.taskDefinition("shop")).tasks().getFirst();
        room.room().sts().close(ROLE);
        room.settle();
        assertThat(agent.last("PayloadMessage")
                        .path("tasks")
                        .path(0)
                        .path("desiredStatus")
                        .asString())
                .isEqualTo("STOPPED");
        assertThat(room.describe(task.taskArn()).stoppedReason()).startsWith("ECS was unable to assume the role");
        assertThat(room.describe(task.taskArn()).stopCodeAsString()).isEqualTo("TaskFailedToStart");
    }

    @Test
    void aTaskLivesForItsCredentialsUntilItHasEnded() {
        ScriptedAgent _ = connect();
        Task task = run();
        assertThat(room.room().ecs().taskLives(task.taskArn())).isTrue();
        assertThat(room.room().ecs().taskLives(task.taskArn() + "0")).isFalse();
        room.report(task.taskArn(), "STOPPED", in -> {});
        room.settle();
        assertThat(room.room().ecs().taskLives(task.taskArn())).isFalse();
    }
}
