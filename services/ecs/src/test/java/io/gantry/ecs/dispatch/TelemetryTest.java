package io.gantry.ecs.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.TaskRoom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Task;

/** The telemetry channel: everything is acknowledged, verdicts are kept. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class TelemetryTest {
    private final TaskRoom room = new TaskRoom();
    private String arn = "";

    @BeforeEach
    void aHost() {
        arn = room.register(1000, 1000).containerInstanceArn();
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void telemetryIsAcknowledgedAndItsVerdictsAreKept() {
        room.define(
                "checked",
                in -> in.containerDefinitions(web -> web.name("web")
                        .image("shop:1")
                        .memory(64)
                        .healthCheck(check -> check.command("CMD-SHELL", "true"))));
        ScriptedAgent.connect(room.sessions(), ChannelKind.ACS, ScriptedAgent.acsQuery(arn));
        Task task = room.run(in -> in.taskDefinition("checked")).tasks().getFirst();
        assertThat(task.healthStatusAsString()).isEqualTo("UNKNOWN");
        ScriptedAgent telemetry = ScriptedAgent.connect(room.sessions(), ChannelKind.TCS, ScriptedAgent.tcsQuery(arn));
        telemetry.say("Authorization: AWS4-HMAC-SHA256 Credential=x\r\nHost: acs.local:8443\r\n\r\n"
                + "{\"type\":\"PublishMetricsRequest\",\"message\":{\"metadata\":{\"cluster\":\"default\","
                + "\"containerInstance\":\"x\",\"fin\":true,\"idle\":true,\"messageId\":\"98f0\"},"
                + "\"timestamp\":1795255094.46}}");
        assertThat(telemetry.heard("AckPublishMetric")).hasSize(1);
        telemetry.say(
                "PublishHealthRequest",
                Map.of(
                        "metadata",
                        Map.of("cluster", "default", "containerInstance", arn, "fin", true, "messageId", "0433"),
                        "timestamp",
                        1795255154.439,
                        "tasks",
                        List.of(Map.of(
                                "taskArn",
                                task.taskArn(),
                                "containers",
                                List.of(Map.of(
                                        "containerName", "web",
                                        "healthStatus", "UNHEALTHY",
                                        "statusSince", 1795255148.748))))));
        assertThat(telemetry.heard("AckPublishHealth")).hasSize(1);
        assertThat(room.describe(task.taskArn()).healthStatusAsString()).isEqualTo("UNHEALTHY");
    }

    @Test
    void theInstancesHealthIsKept() {
        ScriptedAgent telemetry = ScriptedAgent.connect(room.sessions(), ChannelKind.TCS, ScriptedAgent.tcsQuery(arn));
        telemetry.say(
                "PublishInstanceStatusRequest",
                Map.of(
                        "metadata",
                        Map.of("cluster", "default", "containerInstance", arn, "requestId", "1ea8"),
                        "timestamp",
                        1795255114.461,
                        "statuses",
                        List.of(Map.of(
                                "type",
                                "ContainerRuntime",
                                "status",
                                "IMPAIRED",
                                "lastUpdated",
                                1795255213.1,
                                "lastStatusChange",
                                1795255213.1))));
        assertThat(telemetry.heard("AckPublishInstanceStatus")).hasSize(1);
        assertThat(room.instance(arn).healthStatus().overallStatusAsString()).isEqualTo("IMPAIRED");
    }

    @Test
    void heartbeatsComeHereToo() {
        ScriptedAgent telemetry = ScriptedAgent.connect(room.sessions(), ChannelKind.TCS, ScriptedAgent.tcsQuery(arn));
        room.advance(Duration.ofMinutes(5));
        assertThat(telemetry.heard("HeartbeatMessage")).hasSizeGreaterThanOrEqualTo(5);
    }
}
