package io.gantry.ecs.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.ecs.EcsRoom;
import io.gantry.ecs.TaskRoom;
import io.gantry.ecs.dispatch.AgentChannel;
import io.gantry.ecs.dispatch.ChannelKind;
import io.gantry.ecs.port.CommandSessions;
import io.gantry.models.ecs.EcsApi;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ExecuteCommandRequest;
import software.amazon.awssdk.services.ecs.model.ExecuteCommandResponse;
import software.amazon.awssdk.services.ecs.model.ManagedAgent;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.UpdateClusterRequest;

@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class ExecuteCommandTest {
    private static final String INVALID = "InvalidParameterException";
    private static final String NOT_ENABLED = "The execute command failed because execute command was not enabled when"
            + " the task was run or the execute command agent isn\u2019t running. Wait and try again or run a new task with"
            + " execute command enabled and try again.";

    private final TaskRoom room = new TaskRoom();

    @AfterEach
    void close() {
        room.close();
    }

    /** A host whose agent names this hash as its own. */
    private void host(String hash) {
        connect(room.register(1000, 1000).containerInstanceArn(), hash);
    }

    private void connect(String instance, String hash) {
        room.sessions()
                .open(
                        ChannelKind.ACS,
                        EcsRoom.scope(),
                        "agentHash=" + hash + "&clusterArn=default&containerInstanceArn=" + instance,
                        new Quiet());
        room.settle();
    }

    private static final class Quiet implements AgentChannel {
        @Override
        public void send(String frame) {
            // What an agent is told is none of this test's matter.
        }

        @Override
        public void close(int code, String reason) {
            // The room closes it at the end of a test.
        }
    }

    private Task launched(boolean enabled) {
        room.define("shop", in -> {});
        return room.run(in -> in.taskDefinition("shop").enableExecuteCommand(enabled))
                .tasks()
                .getFirst();
    }

    private Task running(boolean enabled) {
        Task task = launched(enabled);
        report(task, "RUNNING", "RUNNING");
        return room.describe(task.taskArn());
    }

    private void report(Task task, String status, String agent) {
        room.report(
                task.taskArn(),
                status,
                in -> in.containers(TaskRoom.container(status, c -> c.runtimeId("4fb2")))
                        .managedAgents(one -> one.containerName("web")
                                .managedAgentName("ExecuteCommandAgent")
                                .status(agent)));
        room.settle();
    }

    private ExecuteCommandResponse execute(Task task, Consumer<ExecuteCommandRequest.Builder> more) {
        ExecuteCommandRequest.Builder in = ExecuteCommandRequest.builder()
                .task(task.taskArn())
                .command("/bin/sh -l")
                .interactive(true);
        more.accept(in);
        return room.room().call(EcsApi.EXECUTE_COMMAND, in.build());
    }

    private void refused(String code, String message, Task task, Consumer<ExecuteCommandRequest.Builder> more) {
        assertThatThrownBy(() -> execute(task, more)).isInstanceOfSatisfying(AwsError.class, error -> {
            assertThat(error.code()).isEqualTo(code);
            assertThat(error).hasMessageContaining(message);
        });
        assertThat(room.room().sessions().wanted()).isEmpty();
    }

    @Test
    void opensASessionInTheOnlyContainer() {
        host("gantry");
        Task task = running(true);

        ExecuteCommandResponse answer = execute(task, in -> {});

        assertThat(answer.interactive()).isTrue();
        assertThat(answer.clusterArn()).isEqualTo(task.clusterArn());
        assertThat(answer.taskArn()).isEqualTo(task.taskArn());
        assertThat(answer.containerName()).isEqualTo("web");
        assertThat(answer.containerArn()).isEqualTo(task.containers().getFirst().containerArn());
        assertThat(answer.session().sessionId()).isEqualTo("session-1");
        assertThat(answer.session().tokenValue()).isEqualTo("token-1");
        assertThat(answer.session().streamUrl()).isEqualTo("ws://127.0.0.1:4566/session-1");
        CommandSessions.Wanted wanted = room.room().sessions().wanted().getFirst();
        assertThat(wanted.words()).isEqualTo(List.of("/bin/sh", "-l"));
        assertThat(wanted.runtimeId()).isEqualTo("4fb2");
        assertThat(wanted.caller()).endsWith(":root");
        assertThat(wanted.endpoint()).isEqualTo(URI.create("http://127.0.0.1:4566"));
    }

    @Test
    void showsTheAgentOfEachContainer() {
        host("gantry");
        Task launched = launched(true);
        assertThat(launched.enableExecuteCommand()).isTrue();
        assertThat(agent(launched).lastStatus()).isEqualTo("PENDING");
        assertThat(agent(launched).lastStartedAt()).isNull();

        report(launched, "RUNNING", "RUNNING");
        ManagedAgent running = agent(room.describe(launched.taskArn()));
        assertThat(running.nameAsString()).isEqualTo("ExecuteCommandAgent");
        assertThat(running.lastStatus()).isEqualTo("RUNNING");
        assertThat(running.lastStartedAt()).isEqualTo(room.room().env().now());
        long version = room.describe(launched.taskArn()).version();
        report(launched, "RUNNING", "RUNNING");
        assertThat(room.describe(launched.taskArn()).version()).isEqualTo(version);

        report(launched, "STOPPED", "STOPPED");
        assertThat(agent(room.describe(launched.taskArn())).lastStatus()).isEqualTo("STOPPED");
    }

    private static ManagedAgent agent(Task task) {
        return task.containers().getFirst().managedAgents().getFirst();
    }

    @Test
    void aTaskThatWasStartedWithoutIsRefused() {
        host("gantry");
        Task task = running(false);
        assertThat(task.enableExecuteCommand()).isFalse();
        assertThat(task.containers().getFirst().managedAgents()).isEmpty();

        refused(INVALID, NOT_ENABLED, task, in -> {});
    }

    @Test
    void aTaskThatDoesNotRunIsRefused() {
        host("gantry");
        Task task = launched(true);
        refused(INVALID, NOT_ENABLED, task, in -> {});

        report(task, "RUNNING", "STOPPED");
        refused(INVALID, NOT_ENABLED, task, in -> {});

        report(task, "STOPPED", "STOPPED");
        refused(INVALID, NOT_ENABLED, task, in -> {});
    }

    @Test
    void whatNamesNothingIsRefused() {
        host("gantry");
        Task task = running(true);

        refused("ClusterNotFoundException", "Cluster not found.", task, in -> in.cluster("nowhere"));
        refused(INVALID, "The task provided in the request was not found.", task, in -> in.task("0".repeat(32)));
        refused(INVALID, "The container api was not found in the task. It has web.", task, in -> in.container("api"));
        refused(INVALID, "Interactive is the only mode supported currently.", task, in -> in.interactive(false));
        refused(INVALID, "command cannot be empty.", task, in -> in.command("  "));
        refused(INVALID, "A quote in command is not closed.", task, in -> in.command("sh -c 'ls"));
        refused(INVALID, "at most 8192 characters", task, in -> in.command("x".repeat(8193)));
    }

    @Test
    void oneOfSeveralContainersHasToBeNamed() {
        host("gantry");
        room.define(
                "shop",
                in -> in.containerDefinitions(
                        web -> web.name("web").image("shop:1").memory(64),
                        log -> log.name("log").image("log:1").memory(64)));
        Task task = room.run(in -> in.taskDefinition("shop").enableExecuteCommand(true))
                .tasks()
                .getFirst();
        report(task, "RUNNING", "RUNNING");

        refused(
                INVALID,
                "A container name is required for a task with several containers. It has web, log.",
                task,
                in -> {});
        assertThat(execute(task, in -> in.container("web")).containerName()).isEqualTo("web");
    }

    @Test
    void aHostThatCarriesNoSessionsIsNotConnected() {
        host("abc123");
        Task task = running(true);

        refused("TargetNotConnectedException", "internal error", task, in -> {});
    }

    @Test
    void whatAClusterAsksOfItsSessionsIsRefusedByName() {
        host("gantry");
        Task task = running(true);

        configure(in -> in.logging("OVERRIDE").logConfiguration(l -> l.s3BucketName("audit")));
        refused("UnsupportedFeatureException", "logging OVERRIDE", task, in -> {});
        configure(in -> in.logging("DEFAULT").kmsKeyId("alias/exec"));
        refused("UnsupportedFeatureException", "kmsKeyId", task, in -> {});
        configure(in -> in.logging("NONE"));
        assertThat(execute(task, in -> {}).containerName()).isEqualTo("web");
    }

    private void configure(
            Consumer<software.amazon.awssdk.services.ecs.model.ExecuteCommandConfiguration.Builder> command) {
        room.room()
                .call(
                        EcsApi.UPDATE_CLUSTER,
                        UpdateClusterRequest.builder()
                                .cluster("default")
                                .configuration(c -> c.executeCommandConfiguration(command))
                                .build());
    }

    @Test
    void aContainerThatHasAllTheSessionsItMayIsRefused() {
        host("gantry");
        Task task = running(true);
        room.room().sessions().fill();

        refused("ClientException", "maximum session limit of 1000 has been reached", task, in -> {});
    }

    @Test
    void onlyAHostThatCanTakesSuchATask() {
        String cannot = room.register(
                        in -> in.attributes(in.build().attributes().stream()
                                .filter(one -> !one.name().equals("ecs.capability.execute-command"))
                                .toList()),
                        1000,
                        1000)
                .containerInstanceArn();
        connect(cannot, "gantry");
        room.define("shop", in -> {});

        var answer = room.run(in -> in.taskDefinition("shop").enableExecuteCommand(true));

        assertThat(answer.tasks()).isEmpty();
        assertThat(answer.failures().toString()).contains("ATTRIBUTE");
    }
}
