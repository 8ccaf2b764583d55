package io.gantry.ecs.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.TaskRoom;
import io.gantry.records.Json;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Task;
import tools.jackson.databind.JsonNode;

/** What an agent is told of a task, as JSON on the wire. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class PayloadsTest {
    private final TaskRoom room = new TaskRoom();
    private Task task = Task.builder().build();

    @AfterEach
    void close() {
        room.close();
    }

    private JsonNode payload(
            Consumer<RegisterTaskDefinitionRequest.Builder> definition, Consumer<RunTaskRequest.Builder> call) {
        String host = room.register(
                        in -> in.attributes(Stream.of(
                                        "com.amazonaws.ecs.capability.docker-remote-api.1.17",
                                        "com.amazonaws.ecs.capability.docker-remote-api.1.18",
                                        "com.amazonaws.ecs.capability.docker-remote-api.1.19",
                                        "com.amazonaws.ecs.capability.docker-remote-api.1.21",
                                        "com.amazonaws.ecs.capability.docker-remote-api.1.22",
                                        "com.amazonaws.ecs.capability.docker-remote-api.1.24",
                                        "com.amazonaws.ecs.capability.docker-remote-api.1.25",
                                        "com.amazonaws.ecs.capability.docker-remote-api.1.29",
                                        "com.amazonaws.ecs.capability.logging-driver.awslogs",
                                        "com.amazonaws.ecs.capability.privileged-container",
                                        "ecs.capability.container-health-check",
                                        "ecs.capability.container-ordering",
                                        "ecs.capability.container-restart-policy",
                                        "ecs.capability.docker-plugin.local",
                                        "ecs.capability.task-cpu-mem-limit")
                                .map(name -> TaskRoom.attribute(name, null))
                                .toList()),
                        4000,
                        4000)
                .containerInstanceArn();
        ScriptedAgent agent = ScriptedAgent.connect(room.sessions(), ChannelKind.ACS, ScriptedAgent.acsQuery(host));
        room.define("shop", definition);
        var answer = room.run(in -> call.accept(in.taskDefinition("shop")));
        assertThat(answer.failures()).isEmpty();
        task = answer.tasks().getFirst();
        room.settle();
        return agent.last("PayloadMessage").path("tasks").path(0);
    }

    private static JsonNode docker(JsonNode container, String which) {
        return Json.MAPPER.readTree(container.path("dockerConfig").path(which).asString());
    }

    @Test
    void aPlainTaskSetsOnlyWhatItSays() {
        JsonNode told = payload(in -> {}, in -> {});
        assertThat(told.path("family").asString()).isEqualTo("shop");
        assertThat(told.path("version").asString()).isEqualTo("1");
        assertThat(told.path("networkMode").asString()).isEqualTo("bridge");
        assertThat(told.path("launchType").asString()).isEqualTo("EC2");
        JsonNode web = told.path("containers").path(0);
        assertThat(web.path("name").asString()).isEqualTo("web");
        assertThat(web.path("cpu").asInt()).isEqualTo(100);
        assertThat(web.path("memory").asInt()).isEqualTo(128);
        assertThat(web.path("essential").asBoolean()).isTrue();
        assertThat(web.path("environment").path("AWS_EXECUTION_ENV").asString()).isEqualTo("AWS_ECS_EC2");
        assertThat(web.path("containerArn").asString())
                .isEqualTo(task.containers().getFirst().containerArn());
        assertThat(docker(web, "config")).isEqualTo(Json.MAPPER.createObjectNode());
        assertThat(docker(web, "hostConfig"))
                .isEqualTo(Json.MAPPER.createObjectNode().put("NetworkMode", "bridge"));
    }

    @Test
    void overridesAreInTheTypedMembers() {
        JsonNode web = payload(
                        in -> in.containerDefinitions(c -> c.name("web")
                                .image("i")
                                .memory(64)
                                .command("a")
                                .environment(
                                        e -> e.name("A").value("1"),
                                        e -> e.name("B").value("2"))),
                        in -> in.overrides(o -> o.containerOverrides(c -> c.name("web")
                                .command("b", "c")
                                .memory(96)
                                .environment(e -> e.name("B").value("3")))))
                .path("containers")
                .path(0);
        assertThat(web.path("command").toString()).isEqualTo("[\"b\",\"c\"]");
        assertThat(web.path("memory").asInt()).isEqualTo(96);
        assertThat(web.path("environment").path("A").asString()).isEqualTo("1");
        assertThat(web.path("environment").path("B").asString()).isEqualTo("3");
        assertThat(web.path("overrides").asString()).isEqualTo("{}");
    }

    @Test
    void dockersOwnMembersTravelInItsOwnNamesAndUnits() {
        JsonNode web =
                payload(PayloadsTest::everything, in -> {}).path("containers").path(0);
        JsonNode config = docker(web, "config");
        assertThat(config.path("Hostname").asString()).isEqualTo("shop");
        assertThat(config.path("User").asString()).isEqualTo("1000");
        assertThat(config.path("WorkingDir").asString()).isEqualTo("/srv");
        assertThat(config.path("OpenStdin").asBoolean()).isTrue();
        assertThat(config.path("Tty").asBoolean()).isTrue();
        assertThat(config.path("Labels").path("a").asString()).isEqualTo("b");
        assertThat(config.path("Healthcheck").path("Interval").asLong()).isEqualTo(9_000_000_000L);
        assertThat(config.path("Healthcheck").path("Retries").asInt()).isEqualTo(2);
        checkHostConfig(docker(web, "hostConfig"));
        JsonNode host = docker(web, "hostConfig");
        String taskId = task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
        JsonNode log = host.path("LogConfig").path("Config");
        assertThat(log.path("awslogs-stream").asString()).isEqualTo("p/web/" + taskId);
        assertThat(log.has("awslogs-stream-prefix")).isFalse();
        assertThat(web.path("healthCheckType").asString()).isEqualTo("docker");
        assertThat(web.path("stopTimeout").asInt()).isEqualTo(7);
        assertThat(web.path("restartPolicy").path("restartAttemptPeriod").asInt())
                .isEqualTo(300);
        for (String typed : new String[] {"Image", "Env", "Binds", "PortBindings", "Memory", "CpuShares", "Links"}) {
            assertThat(config.has(typed) || host.has(typed)).as(typed).isFalse();
        }
    }

    private static void everything(RegisterTaskDefinitionRequest.Builder in) {
        in.containerDefinitions(c -> c.name("web")
                .image("i")
                .memory(128)
                .memoryReservation(64)
                .hostname("shop")
                .user("1000")
                .workingDirectory("/srv")
                .interactive(true)
                .pseudoTerminal(true)
                .privileged(true)
                .readonlyRootFilesystem(true)
                .dockerLabels(Map.of("a", "b"))
                .extraHosts(h -> h.hostname("db").ipAddress("10.0.0.1"))
                .dnsServers("10.0.0.2")
                .ulimits(u -> u.name("nofile").softLimit(10).hardLimit(20))
                .systemControls(s -> s.namespace("net.core.somaxconn").value("9"))
                .stopTimeout(7)
                .restartPolicy(r -> r.enabled(true).ignoredExitCodes(3))
                .logConfiguration(l -> l.logDriver("awslogs")
                        .options(Map.of(
                                "awslogs-group", "g",
                                "awslogs-region", "eu-central-1",
                                "awslogs-stream-prefix", "p")))
                .healthCheck(
                        h -> h.command("CMD", "true").interval(9).timeout(3).retries(2))
                .linuxParameters(l -> l.initProcessEnabled(true)
                        .sharedMemorySize(16)
                        .maxSwap(32)
                        .swappiness(5)
                        .capabilities(k -> k.add("NET_ADMIN").drop("MKNOD"))
                        .devices(d -> d.hostPath("/dev/fuse").permissionsWithStrings("read", "mknod"))
                        .tmpfs(t -> t.containerPath("/run").size(64).mountOptions("noexec"))));
    }

    private static void checkHostConfig(JsonNode host) {
        assertThat(host.path("MemoryReservation").asLong()).isEqualTo(64L << 20);
        assertThat(host.path("MemorySwap").asLong()).isEqualTo(160L << 20);
        assertThat(host.path("MemorySwappiness").asInt()).isEqualTo(5);
        assertThat(host.path("ShmSize").asLong()).isEqualTo(16L << 20);
        assertThat(host.path("Privileged").asBoolean()).isTrue();
        assertThat(host.path("ReadonlyRootfs").asBoolean()).isTrue();
        assertThat(host.path("Init").asBoolean()).isTrue();
        assertThat(host.path("ExtraHosts").path(0).asString()).isEqualTo("db:10.0.0.1");
        assertThat(host.path("Dns").path(0).asString()).isEqualTo("10.0.0.2");
        assertThat(host.path("Ulimits").path(0).path("Hard").asInt()).isEqualTo(20);
        assertThat(host.path("Sysctls").path("net.core.somaxconn").asString()).isEqualTo("9");
        assertThat(host.path("CapAdd").path(0).asString()).isEqualTo("NET_ADMIN");
        assertThat(host.path("CapDrop").path(0).asString()).isEqualTo("MKNOD");
        assertThat(host.path("Tmpfs").path("/run").asString()).isEqualTo("size=64m,noexec");
        assertThat(host.path("Devices").path(0).path("CgroupPermissions").asString())
                .isEqualTo("rm");
        assertThat(host.path("Devices").path(0).path("PathInContainer").asString())
                .isEqualTo("/dev/fuse");
    }

    @Test
    void volumesPortsAndDependenciesAreTyped() {
        JsonNode told = payload(
                in -> in.cpu("512")
                        .memory("1024")
                        .volumes(
                                v -> v.name("scratch"),
                                v -> v.name("data").host(h -> h.sourcePath("/srv/data")),
                                v -> v.name("cache")
                                        .dockerVolumeConfiguration(d -> d.scope("shared")
                                                .autoprovision(true)
                                                .driver("local")))
                        .containerDefinitions(
                                c -> c.name("web")
                                        .image("i")
                                        .memory(64)
                                        .portMappings(
                                                p -> p.containerPort(80).hostPort(0),
                                                p -> p.containerPort(53).protocol("udp"))
                                        .mountPoints(m -> m.sourceVolume("data")
                                                .containerPath("/data")
                                                .readOnly(true))
                                        .dependsOn(d -> d.containerName("init").condition("SUCCESS")),
                                c -> c.name("init").image("i").memory(64).essential(false)),
                in -> {});
        assertThat(told.path("cpu").asDouble()).isEqualTo(0.5);
        assertThat(told.path("memory").asInt()).isEqualTo(1024);
        JsonNode volumes = told.path("volumes");
        assertThat(volumes.path(0).path("type").asString()).isEqualTo("host");
        assertThat(volumes.path(1).path("host").path("sourcePath").asString()).isEqualTo("/srv/data");
        assertThat(volumes.path(2)
                        .path("dockerVolumeConfiguration")
                        .path("scope")
                        .asString())
                .isEqualTo("shared");
        JsonNode web = told.path("containers").path(0);
        assertThat(web.path("portMappings").path(0).path("hostPort").asInt()).isZero();
        assertThat(web.path("portMappings").path(1).path("protocol").asString()).isEqualTo("udp");
        assertThat(web.path("mountPoints").path(0).path("readOnly").asBoolean()).isTrue();
        assertThat(web.path("dependsOn").path(0).path("condition").asString()).isEqualTo("SUCCESS");
        assertThat(told.path("containers").path(1).path("essential").asBoolean())
                .isFalse();
    }
}
