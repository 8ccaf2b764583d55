package io.gantry.kit.agent;

import static io.gantry.kit.agent.NodeWorld.arn;
import static io.gantry.kit.agent.NodeWorld.container;
import static io.gantry.kit.agent.NodeWorld.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.agent.node.metadata.Caller;
import io.gantry.agent.node.metadata.MetadataShapes;
import io.gantry.agent.node.metadata.Reply;
import io.gantry.agent.node.metadata.TaskEndpoint;
import io.gantry.agent.node.port.ControlPlane;
import io.gantry.agent.node.port.Fault;
import io.gantry.agent.node.port.TaskNetwork.NetworkFailure;
import io.gantry.agent.node.port.TrafficFaults;
import io.gantry.agent.node.task.NodeTask;
import io.gantry.agent.protocol.ContainerPayload.PortMapping;
import io.gantry.agent.protocol.RoleCredentials;
import io.gantry.agent.protocol.TaskPayload;
import io.gantry.kit.Gen;
import io.gantry.kit.SimulatedEnv;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What containers are told about themselves, and who is told nothing. */
final class TaskEndpointTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final RoleCredentials ROLE = new RoleCredentials(
            "c0ffee",
            "arn:aws:iam::111122223333:role/app",
            "ASIAEXAMPLE",
            "secret",
            "token",
            "2030-01-01T06:00:00Z",
            "");

    private final NodeWorld world = new NodeWorld(11);
    private Map<String, String> tags = Map.of("team", "shop");
    private final TaskEndpoint endpoint = new TaskEndpoint(
            new SimulatedEnv(world.clock, new Gen(1)),
            world.runtime,
            new MetadataShapes("default", "node-1", "us-east-1b"),
            new Asked(),
            new NoFaults());

    private static final class NoFaults implements TrafficFaults {
        @Override
        public void start(OptionalInt namespace, Fault fault) {
            throw new NetworkFailure("no faults here");
        }

        @Override
        public void stop(OptionalInt namespace, Fault fault) {}

        @Override
        public boolean isRunning(OptionalInt namespace, Fault fault) {
            return false;
        }
    }

    private final class Asked implements TaskEndpoint.Node {
        @Override
        public Collection<NodeTask> tasks() {
            return world.node.engine().tasks();
        }

        @Override
        public Optional<TaskEndpoint.Granted> credentials(String id) {
            return world.node.engine().granted(id);
        }

        @Override
        public Map<String, String> tags(String resource) {
            if (tags.isEmpty()) {
                throw new ControlPlane.Refused("AccessDeniedException", "not you");
            }
            return tags;
        }

        @Override
        public String containerInstanceArn() {
            return NodeWorld.INSTANCE;
        }
    }

    @BeforeEach
    void twoTasks() {
        world.runtime.addImage("web:1", Behaviour.runs());
        world.advance(SECOND);
        world.run(shop("t1").roleCredentials(ROLE).build(), shop("t2").build());
        world.advance(SECOND);
        assertThat(world.told("t1")).containsExactly("RUNNING");
        assertThat(world.told("t2")).containsExactly("RUNNING");
    }

    private static TaskPayload.Builder shop(String id) {
        return task(
                        id,
                        container("web", "web:1")
                                .cpu(128)
                                .portMappings(List.of(new PortMapping(Optional.of(80), Optional.empty(), "tcp", "")))
                                .build())
                .cpu(0.25)
                .memory(512)
                .launchType("EC2")
                .serviceName("web");
    }

    private Caller of(String id) {
        String runtime = world.known(id, "web").runtimeId();
        return from(world.runtime.container(runtime).orElseThrow().networkAddresses().values().stream()
                .findFirst()
                .orElseThrow());
    }

    private static Caller from(String address) {
        try {
            return new Caller(InetAddress.getByName(address), false);
        } catch (UnknownHostException noAddress) {
            throw new IllegalArgumentException(noAddress);
        }
    }

    private String uri(String version, String id, String more) {
        return "/" + version + "/" + world.known(id, "web").endpointId() + more;
    }

    private JsonNode ok(String path, Caller caller) {
        Reply reply = endpoint.answer(path, "", caller);
        assertThat(reply.status()).as("%s: %s", path, reply.body()).isEqualTo(200);
        return reply.body();
    }

    @Test
    void aContainerIsToldWhatItIs() {
        JsonNode container = ok(uri("v4", "t1", ""), of("t1"));

        assertThat(container.path("DockerId").asString())
                .isEqualTo(world.known("t1", "web").runtimeId());
        assertThat(container.path("Name").asString()).isEqualTo("web");
        assertThat(container.path("Image").asString()).isEqualTo("web:1");
        assertThat(container.path("KnownStatus").asString()).isEqualTo("RUNNING");
        assertThat(container.path("DesiredStatus").asString()).isEqualTo("RUNNING");
        assertThat(container.path("Limits").toString()).isEqualTo("{\"CPU\":128,\"Memory\":64}");
        assertThat(container.path("Ports").path(0).toString())
                .isEqualTo("{\"ContainerPort\":80,\"Protocol\":\"tcp\",\"HostPort\":32768,\"HostIp\":\"0.0.0.0\"}");
        assertThat(container.path("Labels").path("com.amazonaws.ecs.task-arn").asString())
                .isEqualTo(arn("t1"));
        assertThat(container.path("Networks").path(0).path("NetworkMode").asString())
                .isEqualTo("bridge");
        assertThat(container
                        .path("Networks")
                        .path(0)
                        .path("IPv4Addresses")
                        .path(0)
                        .asString())
                .isEqualTo(of("t1").address().getHostAddress());
        assertThat(container.path("LogDriver").asString()).isEqualTo("json-file");
    }

    @Test
    void aTaskIsToldWithItsContainersAndTheThirdVersionHasLess() {
        JsonNode task = ok(uri("v4", "t1", "/task"), of("t1"));

        assertThat(task.path("TaskARN").asString()).isEqualTo(arn("t1"));
        assertThat(task.path("Family").asString()).isEqualTo("shop");
        assertThat(task.path("Revision").asString()).isEqualTo("3");
        assertThat(task.path("Limits").toString()).isEqualTo("{\"CPU\":0.25,\"Memory\":512}");
        assertThat(task.path("AvailabilityZone").asString()).isEqualTo("us-east-1b");
        assertThat(task.path("LaunchType").asString()).isEqualTo("EC2");
        assertThat(task.path("ServiceName").asString()).isEqualTo("web");
        assertThat(task.path("FaultInjectionEnabled").asBoolean(true)).isFalse();
        assertThat(task.path("Containers").path(0)).isEqualTo(ok(uri("v4", "t1", ""), of("t1")));

        JsonNode older = ok(uri("v3", "t1", "/task"), of("t1"));
        assertThat(older.propertyNames()).contains("TaskARN", "Containers").doesNotContain("LaunchType");
        assertThat(older.path("Containers").path(0).propertyNames()).doesNotContain("LogDriver", "ContainerARN");
    }

    @Test
    void tagsComeFromTheControlPlaneOrWithItsError() {
        JsonNode tagged = ok(uri("v4", "t1", "/taskWithTags"), of("t1"));
        assertThat(tagged.path("TaskTags").path("team").asString()).isEqualTo("shop");
        assertThat(tagged.path("ContainerInstanceTags").path("team").asString()).isEqualTo("shop");

        tags = Map.of();
        JsonNode refused = ok(uri("v4", "t1", "/taskWithTags"), of("t1"));
        assertThat(refused.path("Errors").path(0).path("ErrorCode").asString()).isEqualTo("AccessDeniedException");
        assertThat(refused.path("Errors").path(0).path("ResourceARN").asString())
                .isEqualTo(arn("t1"));
    }

    @Test
    void anIdIsOfNoUseToAnotherTask() {
        for (String more : List.of("", "/task", "/taskWithTags", "/stats", "/task/stats")) {
            Reply stolen = endpoint.answer(uri("v4", "t1", more), "", of("t2"));
            Reply unknown = endpoint.answer("/v4/0123" + more, "", of("t2"));
            assertThat(stolen.status()).isEqualTo(404);
            assertThat(stolen).isEqualTo(unknown);
        }
        assertThat(endpoint.answer("/v2/credentials/c0ffee", "", of("t2")).status())
                .isEqualTo(404);
        assertThat(endpoint.answer("/v2/credentials/c0ffee", "", from("10.9.8.7"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void credentialsAreTheTasksUntilItEnds() {
        Caller caller = of("t1");
        JsonNode credentials = ok("/v2/credentials/c0ffee", caller);
        assertThat(credentials.toString())
                .isEqualTo("{\"RoleArn\":\"arn:aws:iam::111122223333:role/app\",\"AccessKeyId\":\"ASIAEXAMPLE\","
                        + "\"SecretAccessKey\":\"secret\",\"Token\":\"token\","
                        + "\"Expiration\":\"2030-01-01T06:00:00Z\"}");
        assertThat(endpoint.answer("/v1/credentials", "id=c0ffee", caller).body())
                .isEqualTo(credentials);
        assertThat(endpoint.answer("/v1/credentials", "", caller)
                        .body()
                        .path("code")
                        .asString())
                .isEqualTo("NoIdInRequest");

        world.stop("t1");
        world.advance(SECOND);

        assertThat(world.told("t1")).endsWith("STOPPED");
        assertThat(endpoint.answer("/v2/credentials/c0ffee", "", caller).status())
                .isEqualTo(404);
    }

    @Test
    void whatCannotBeDoneIsSaid() {
        String id = world.known("t1", "web").endpointId();
        Reply protection = endpoint.answer("/api/" + id + "/task-protection/v1/state", "", of("t1"));
        assertThat(protection.status()).isEqualTo(403);
        assertThat(protection.body().path("error").path("Code").asString()).isEqualTo("AccessDeniedException");
        Reply fault = endpoint.change("/api/" + id + "/fault/v1/network-latency/start", "{}", of("t1"));
        assertThat(fault.status()).isEqualTo(400);
        assertThat(fault.body().path("Error").asString()).contains("enableFaultInjection", arn("t1"));
        for (String nowhere : List.of("", "/", "/v4", "/v5/" + id, "/v4/" + id + "/more", "/v2/metadata")) {
            assertThat(endpoint.answer(nowhere, "", of("t1")).status())
                    .as(nowhere)
                    .isEqualTo(404);
        }
    }

    @Test
    void tooManyQuestionsAreRefusedAndTimeHelps() {
        Caller caller = of("t1");
        for (int i = 0; i < 60; i++) {
            ok(uri("v4", "t1", ""), caller);
        }
        assertThat(endpoint.answer(uri("v4", "t1", ""), "", caller).status()).isEqualTo(429);
        world.advance(SECOND);
        for (int i = 0; i < 40; i++) {
            ok(uri("v4", "t1", ""), caller);
        }
        assertThat(endpoint.answer(uri("v4", "t1", ""), "", caller).status()).isEqualTo(429);
    }
}
