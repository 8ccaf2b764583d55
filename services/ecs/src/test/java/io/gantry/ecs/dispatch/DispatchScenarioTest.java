package io.gantry.ecs.dispatch;

import static io.gantry.ecs.TaskRoom.container;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.agent.protocol.Refusal;
import io.gantry.base.AwsError;
import io.gantry.ecs.EcsRoom;
import io.gantry.ecs.TaskRoom;
import io.gantry.ecs.task.Tasks;
import io.gantry.models.ecs.EcsApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.DeregisterContainerInstanceRequest;
import software.amazon.awssdk.services.ecs.model.DiscoverPollEndpointRequest;
import software.amazon.awssdk.services.ecs.model.Task;
import tools.jackson.databind.JsonNode;

/** The life of tasks between the API and one agent that speaks the reference's frames. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class DispatchScenarioTest {
    private static final String PAYLOAD = "PayloadMessage";
    private static final String MANIFEST = "TaskManifestMessage";

    private final TaskRoom room = new TaskRoom();
    private String arn = "";

    @BeforeEach
    void aHost() {
        arn = room.register(1000, 1000).containerInstanceArn();
        room.define("shop", in -> {});
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

    @Test
    void anAgentFindsBothChannelsUnderTheAddressItCalled() {
        var found = room.room()
                .call(
                        EcsApi.DISCOVER_POLL_ENDPOINT,
                        DiscoverPollEndpointRequest.builder().build());
        assertThat(found.endpoint()).isEqualTo("http://127.0.0.1:4566/acs");
        assertThat(found.telemetryEndpoint()).isEqualTo("http://127.0.0.1:4566/tcs");
    }

    @Test
    void connectingMakesTheInstanceConnectedAndTellsItsVersions() {
        assertThat(room.instance(arn).agentConnected()).isFalse();
        ScriptedAgent agent = connect();
        assertThat(room.instance(arn).agentConnected()).isTrue();
        assertThat(room.instance(arn).versionInfo().agentVersion()).isEqualTo("1.105.1");
        assertThat(room.instance(arn).versionInfo().dockerVersion()).isEqualTo("DockerVersion: 20.10.24");
        assertThat(agent.heard(MANIFEST)).hasSize(1);
        assertThat(agent.last(MANIFEST).path("tasks").size()).isZero();
    }

    @Test
    void aTaskRunsAndEndsWithAllStatesOnTheWay() {
        ScriptedAgent agent = connect();
        Task task = run();
        assertThat(task.lastStatus()).isEqualTo("PENDING");
        JsonNode payload = agent.last(PAYLOAD);
        assertThat(payload.path("containerInstanceArn").asString()).isEqualTo(arn);
        assertThat(payload.path("tasks").path(0).path("arn").asString()).isEqualTo(task.taskArn());
        assertThat(payload.path("tasks").path(0).path("desiredStatus").asString())
                .isEqualTo("RUNNING");
        agent.acknowledge(payload);

        room.report(
                task.taskArn(),
                "RUNNING",
                in -> in.containers(container(
                        "RUNNING",
                        c -> c.runtimeId("4fb2")
                                .imageDigest("sha256:1")
                                .networkBindings(b -> b.bindIP("0.0.0.0")
                                        .containerPort(80)
                                        .hostPort(32768)
                                        .protocol("tcp")))));
        Task running = room.describe(task.taskArn());
        assertThat(running.lastStatus()).isEqualTo("RUNNING");
        assertThat(running.startedAt()).isNotNull();
        assertThat(running.connectivityAsString()).isEqualTo("CONNECTED");
        assertThat(running.containers().getFirst().networkBindings().getFirst().hostPort())
                .isEqualTo(32768);

        room.report(task.taskArn(), "STOPPED", in -> in.containers(container("STOPPED", c -> c.exitCode(3))));
        room.settle();
        Task stopped = room.describe(task.taskArn());
        assertThat(stopped.lastStatus()).isEqualTo("STOPPED");
        assertThat(stopped.stopCodeAsString()).isEqualTo("EssentialContainerExited");
        assertThat(stopped.stoppedReason()).isEqualTo("Essential container in task exited");
        assertThat(stopped.containers().getFirst().exitCode()).isEqualTo(3);
        assertThat(room.ledgers().getFirst().claims()).isEmpty();
    }

    @Test
    void stopTaskReachesTheAgentAndItsHostIsHeldUntilTheEndIsReported() {
        ScriptedAgent agent = connect();
        Task task = run();
        room.report(task.taskArn(), "RUNNING", in -> in.containers(container("RUNNING", c -> {})));
        Task answered = room.stop(task.taskArn(), "enough");
        assertThat(answered.desiredStatus()).isEqualTo("STOPPED");
        room.settle();
        JsonNode told = agent.last(PAYLOAD).path("tasks").path(0);
        assertThat(told.path("desiredStatus").asString()).isEqualTo("STOPPED");
        assertThat(room.describe(task.taskArn()).lastStatus()).isEqualTo("STOPPING");
        assertThat(room.ledgers().getFirst().claims()).hasSize(1);

        room.stop(task.taskArn(), "again");
        room.report(task.taskArn(), "STOPPED", in -> in.containers(container("STOPPED", c -> c.exitCode(143))));
        room.settle();
        Task stopped = room.describe(task.taskArn());
        assertThat(stopped.stopCodeAsString()).isEqualTo("UserInitiated");
        assertThat(stopped.stoppedReason()).isEqualTo("enough");
        assertThat(room.ledgers().getFirst().claims()).isEmpty();
    }

    @Test
    void lateAndRepeatedReportsChangeNothing() {
        connect();
        Task task = run();
        room.report(
                task.taskArn(),
                "STOPPED",
                in -> in.containers(
                        container("RUNNING", c -> c.runtimeId("4fb2")),
                        container("STOPPED", c -> c.runtimeId("4fb2").exitCode(0))));
        room.settle();
        Task stopped = room.describe(task.taskArn());
        long revision = room.room().store().view().revision();
        room.report(task.taskArn(), "RUNNING", in -> in.containers(container("RUNNING", c -> {})));
        room.report(task.taskArn(), "STOPPED", in -> in.containers(container("STOPPED", c -> c.exitCode(1))));
        room.settle();
        assertThat(room.describe(task.taskArn())).isEqualTo(stopped);
        assertThat(room.room().store().view().revision()).isEqualTo(revision);
        assertThat(stopped.containers().getFirst().exitCode()).isZero();
    }

    @Test
    void aTaskThatNeverRanSaysWhy() {
        connect();
        Task pull = run();
        room.report(
                pull.taskArn(),
                "STOPPED",
                in -> in.containers(container("STOPPED", c -> c.reason("CannotPullContainerError: no such host"))));
        Task unreadable = run();
        room.report(unreadable.taskArn(), "STOPPED", in -> in.reason("UnrecogniedTaskError: Error loading task - no"));
        Task resource = run();
        room.report(resource.taskArn(), "STOPPED", in -> in.reason("resource cannot be initialized for task x"));
        room.settle();
        assertThat(room.describe(pull.taskArn()).stopCodeAsString()).isEqualTo("TaskFailedToStart");
        assertThat(room.describe(pull.taskArn()).stoppedReason()).isEqualTo("CannotPullContainerError: no such host");
        assertThat(room.describe(unreadable.taskArn()).stoppedReason())
                .isEqualTo("UnrecogniedTaskError: Error loading task - no");
        assertThat(room.describe(resource.taskArn()).stoppedReason())
                .isEqualTo("ResourceInitializationError: resource cannot be initialized for task x");
    }

    @Test
    void aReportOnATaskWeHaveForgottenIsRefusedSoThatItIsNotRepeated() {
        String unknown = EcsRoom.ARN + "task/default/0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f01";
        String elsewhere = EcsRoom.ARN + "task/gone/0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f01";
        for (String task : List.of(unknown, elsewhere)) {
            assertThatThrownBy(() -> room.report(task, "STOPPED", in -> {}))
                    .isInstanceOfSatisfying(
                            AwsError.class, error -> assertThat(error.code()).isEqualTo("InvalidParameterException"));
        }
    }

    @Test
    void whatWasNotAcknowledgedIsSentAgainUntilItsTaskHasEnded() {
        ScriptedAgent agent = connect();
        Task task = run();
        agent.clear();
        room.advance(Duration.ofSeconds(66));
        assertThat(agent.heard(PAYLOAD)).hasSize(1);
        agent.acknowledge(agent.last(PAYLOAD));
        agent.clear();
        room.advance(Duration.ofSeconds(130));
        assertThat(agent.heard(PAYLOAD)).isEmpty();

        Task unreadable = run();
        room.report(unreadable.taskArn(), "STOPPED", in -> in.reason("UnrecogniedTaskError: no"));
        agent.clear();
        room.advance(Duration.ofSeconds(130));
        assertThat(agent.heard(PAYLOAD)).isEmpty();
        assertThat(room.describe(task.taskArn()).lastStatus()).isEqualTo("PENDING");
    }

    @Test
    void heartbeatsComeAtLeastEachMinute() {
        ScriptedAgent agent = connect();
        room.advance(Duration.ofMinutes(10));
        assertThat(agent.heard("HeartbeatMessage")).hasSizeGreaterThanOrEqualTo(10);
    }

    @Test
    void aNewConnectionHearsEverythingUnderGreaterNumbers() {
        ScriptedAgent first = connect();
        Task task = run();
        long before = first.last(PAYLOAD).path("seqNum").asLong();
        ScriptedAgent second = connect();
        assertThat(first.closes()).containsExactly(1000);
        assertThat(second.last(PAYLOAD).path("tasks").path(0).path("arn").asString())
                .isEqualTo(task.taskArn());
        assertThat(second.last(PAYLOAD).path("seqNum").asLong()).isGreaterThan(before);
        assertThat(second.last(MANIFEST).path("timeline").asLong())
                .isGreaterThan(second.last(PAYLOAD).path("seqNum").asLong());

        first.hangUp();
        room.restart();
        ScriptedAgent third = connect();
        assertThat(third.last(PAYLOAD).path("seqNum").asLong())
                .isGreaterThan(second.last(MANIFEST).path("timeline").asLong());
    }

    @Test
    void ofTheTasksMissingInTheManifestOnlyTheUnwantedAreStopped() {
        ScriptedAgent agent = connect();
        Task wanted = run();
        String stray = EcsRoom.ARN + "task/default/0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f01";
        String messageId = agent.last(MANIFEST).path("messageId").asString();
        agent.say(
                "TaskStopVerificationMessage",
                Map.of(
                        "messageId",
                        messageId,
                        "stopCandidates",
                        List.of(
                                Map.of("taskArn", stray, "taskClusterArn", "c", "desiredStatus", "STOPPED"),
                                Map.of(
                                        "taskArn",
                                        wanted.taskArn(),
                                        "taskClusterArn",
                                        "c",
                                        "desiredStatus",
                                        "STOPPED"))));
        JsonNode verdict = agent.last("TaskStopVerificationAck");
        assertThat(verdict.path("messageId").asString()).isEqualTo(messageId);
        assertThat(verdict.path("stopTasks").size()).isEqualTo(1);
        assertThat(verdict.path("stopTasks").path(0).path("taskArn").asString()).isEqualTo(stray);
    }

    @Test
    void aShortSilenceShowsToNobodyAndALongOneStopsPlacement() {
        ScriptedAgent agent = connect();
        Task task = run();
        agent.hangUp();
        room.advance(Duration.ofSeconds(20));
        assertThat(room.instance(arn).agentConnected()).isTrue();
        room.advance(Duration.ofSeconds(20));
        assertThat(room.instance(arn).agentConnected()).isFalse();
        assertThat(room.run(in -> in.taskDefinition("shop")).failures())
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.reason()).isEqualTo("AGENT");
                    assertThat(failure.arn()).isEqualTo(arn);
                });
        assertThat(room.describe(task.taskArn()).desiredStatus()).isEqualTo("RUNNING");
    }

    @Test
    void anAgentThatHangsOnAnOpenConnectionGetsNoTasksUntilItIsBack() {
        ScriptedAgent agent = connect();
        Task task = run();
        room.advance(Duration.ofMinutes(5));
        assertThat(room.instance(arn).agentConnected()).isTrue();

        agent.hang();
        room.advance(Duration.ofMinutes(1));
        assertThat(room.instance(arn).agentConnected()).isFalse();
        assertThat(agent.closes()).containsExactly(1000);
        agent.hangUp();
        assertThat(room.run(in -> in.taskDefinition("shop")).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo("AGENT"));

        ScriptedAgent back = connect();
        room.advance(Duration.ofMinutes(5));
        assertThat(room.instance(arn).agentConnected()).isTrue();
        assertThat(back.heard(PAYLOAD)
                        .getFirst()
                        .path("tasks")
                        .path(0)
                        .path("arn")
                        .asString())
                .isEqualTo(task.taskArn());
        assertThat(room.run(in -> in.taskDefinition("shop")).failures()).isEmpty();
    }

    @Test
    void aRestartedServerGivesAgentsTimeToComeBack() {
        connect();
        room.restart();
        assertThat(room.run(in -> in.taskDefinition("shop")).failures()).isEmpty();
        room.advance(Duration.ofSeconds(20));
        ScriptedAgent agent = connect();
        room.advance(Duration.ofMinutes(2));
        assertThat(room.instance(arn).agentConnected()).isTrue();
        assertThat(agent.heard(PAYLOAD)).isNotEmpty();
    }

    @Test
    void deregisteringByForceClosesTheAgentAndEndsItsTasks() {
        ScriptedAgent agent = connect();
        Task task = run();
        var request = DeregisterContainerInstanceRequest.builder().containerInstance(arn);
        assertThatThrownBy(() -> room.room().call(EcsApi.DEREGISTER_CONTAINER_INSTANCE, request.build()))
                .hasMessage("Found running tasks on the instance.");
        room.room()
                .call(EcsApi.DEREGISTER_CONTAINER_INSTANCE, request.force(true).build());
        room.settle();
        assertThat(agent.closes()).containsExactly(1000);
        assertThat(room.describe(task.taskArn()).lastStatus()).isEqualTo("STOPPED");
        assertThat(room.sessions().admit(EcsRoom.scope(), ScriptedAgent.acsQuery(arn)))
                .hasValueSatisfying(refusal -> assertThat(refusal.name()).isEqualTo(Refusal.Name.INACTIVE_INSTANCE));
        assertThat(room.instance(arn).status()).isEqualTo("INACTIVE");
        room.advance(Duration.ofMinutes(61));
        assertThat(room.ledgers()).isEmpty();
    }

    @Test
    void upgradesOfUnknownInstancesAreRefusedByName() {
        String unknown = EcsRoom.ARN + "container-instance/default/0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f01";
        assertThat(room.sessions().admit(EcsRoom.scope(), ScriptedAgent.acsQuery(unknown)))
                .hasValueSatisfying(refusal -> assertThat(refusal.name()).isEqualTo(Refusal.Name.INVALID_INSTANCE));
        assertThat(room.sessions().admit(EcsRoom.scope(), "agentVersion=1"))
                .hasValueSatisfying(refusal -> assertThat(refusal.name()).isEqualTo(Refusal.Name.BAD_REQUEST));
        assertThat(room.sessions().admit(EcsRoom.scope(), ScriptedAgent.acsQuery(arn)))
                .isEmpty();
    }

    @Test
    void stoppedTasksAreShownForAnHour() {
        connect();
        Task task = run();
        room.report(task.taskArn(), "STOPPED", in -> {});
        room.advance(Duration.ofMinutes(59));
        assertThat(room.describe(task.taskArn()).lastStatus()).isEqualTo("STOPPED");
        room.advance(Duration.ofMinutes(2));
        assertThat(room.room().store().view().list(Tasks.TABLE, "")).isEmpty();
    }

    @Test
    void anUnreadableFrameEndsTheConnectionAndAnUnknownOneDoesNot() {
        ScriptedAgent agent = connect();
        agent.say("SomethingNew", Map.of("a", 1));
        assertThat(agent.closes()).isEmpty();
        agent.say("{\"type\":");
        assertThat(agent.closes()).containsExactly(1007);
    }
}
