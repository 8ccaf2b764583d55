package io.gantry.kit.agent;

import static io.gantry.kit.agent.NodeWorld.arn;
import static io.gantry.kit.agent.NodeWorld.container;
import static io.gantry.kit.agent.NodeWorld.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.agent.node.PullBehaviour;
import io.gantry.agent.node.container.Labels;
import io.gantry.agent.node.container.Names;
import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.ContainerSpec;
import io.gantry.agent.protocol.ContainerPayload;
import io.gantry.agent.protocol.ContainerPayload.ContainerDependency;
import io.gantry.agent.protocol.ContainerPayload.DockerConfig;
import io.gantry.agent.protocol.ContainerPayload.EnvironmentFile;
import io.gantry.agent.protocol.ContainerPayload.MountPoint;
import io.gantry.agent.protocol.ContainerPayload.PortMapping;
import io.gantry.agent.protocol.ContainerPayload.Secret;
import io.gantry.agent.protocol.TaskPayload;
import io.gantry.agent.protocol.TaskStateChange.ContainerChange;
import io.gantry.agent.protocol.VolumePayload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * How containers end, and in which words the control plane hears of it (agent-protocol.md 10.7): each row makes one task end
 * its own way.
 */
final class EndingsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String DAEMON = "Error response from daemon: ";
    private static final String LEAD = "The task can\u2019t pull the image. ";
    private static final String DENIED =
            "pull access denied for gone:1, repository does not exist or may require 'docker login'";
    private static final String NO_HOST =
            "Get \"https://nosuch.local:5/v2/\": dial tcp: lookup nosuch.local: no such host";
    private static final String ROLE =
            "pull access denied for r/x, repository does not exist or may require 'docker login': denied: User:"
                    + " arn:aws:sts::111122223333:assumed-role/r/x is not authorized to perform: ecr:BatchGetImage";
    private static final String SPACE = "write /var/lib/docker/tmp/x: no space left on device";
    private static final String PASSWORD = "Get \"https://r.local/v2/\": unauthorized: incorrect username or password";

    /** A way to end; {@code task} makes it happen to task t1's container {@code web}. */
    record Row(
            String name,
            Consumer<NodeWorld> task,
            List<String> told,
            Optional<Integer> exitCode,
            String reason,
            String taskReason) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Row ran(String name, Consumer<NodeWorld> task, int exitCode, String reason) {
        return new Row(name, task, List.of("RUNNING", "STOPPED"), Optional.of(exitCode), reason, "");
    }

    private static Row neverRan(String name, Consumer<NodeWorld> task, String reason) {
        return new Row(name, task, List.of("STOPPED"), Optional.empty(), reason, "");
    }

    private static Row noTask(String name, Consumer<NodeWorld> task, String taskReason) {
        return new Row(name, task, List.of("STOPPED"), Optional.empty(), "", taskReason);
    }

    private static Consumer<NodeWorld> image(Behaviour behaviour) {
        return world -> {
            world.runtime.addImage("own:1", behaviour);
            world.run(task("t1", container("web", "own:1").build()).build());
            world.advance(Duration.ofSeconds(10));
        };
    }

    private static Consumer<NodeWorld> stopped(Behaviour behaviour, UnaryOperator<ContainerPayload.Builder> more) {
        return world -> {
            world.runtime.addImage("own:1", behaviour);
            world.run(task("t1", more.apply(container("web", "own:1")).build()).build());
            world.advance(SECOND);
            world.stop("t1");
            world.advance(MINUTE);
        };
    }

    /** These calls fail in these words, always. */
    private static Consumer<NodeWorld> failing(PullBehaviour pull, Map<String, String> words) {
        return world -> {
            begin(world, pull);
            world.runtime
                    .faults()
                    .source(call -> Optional.ofNullable(words.get(call)).map(Fault.Fails::new));
            world.run(task("t1", container("web", "web:1").build()).build());
            world.advance(MINUTE);
        };
    }

    /** This call is never answered. */
    private static Consumer<NodeWorld> hanging(String call) {
        return world -> {
            world.runtime
                    .faults()
                    .source(made -> made.equals(call) ? Optional.of(new Fault.Hangs(MINUTE, false)) : Optional.empty());
            world.run(task("t1", container("web", "web:1").build()).build());
            world.advance(Duration.ofMinutes(10));
        };
    }

    private static Consumer<NodeWorld> missing(PullBehaviour pull) {
        return world -> {
            begin(world, pull);
            world.run(task("t1", container("web", "gone:1").build()).build());
            world.advance(MINUTE);
        };
    }

    private static void begin(NodeWorld world, PullBehaviour pull) {
        world.settings = world.settings.withPullBehaviour(pull);
        world.restart();
        world.advance(SECOND);
    }

    private static Consumer<NodeWorld> payload(UnaryOperator<TaskPayload.Builder> more) {
        return world -> {
            world.run(more.apply(task("t1", container("web", "web:1").build())).build());
            world.advance(SECOND);
        };
    }

    private static Consumer<NodeWorld> web(UnaryOperator<ContainerPayload.Builder> more) {
        return payload(task ->
                task.containers(List.of(more.apply(container("web", "web:1")).build())));
    }

    private static void killedOutside(NodeWorld world) {
        world.run(task("t1", container("web", "web:1").build()).build());
        world.advance(SECOND);
        world.runtime.exit(only(world).id(), 137);
        world.advance(SECOND);
    }

    private static void removedOutside(NodeWorld world) {
        world.run(task("t1", container("web", "web:1").build()).build());
        world.advance(SECOND);
        world.runtime.remove(only(world).id());
        world.advance(SECOND);
    }

    private static Container only(NodeWorld world) {
        return world.runtime.containers(Map.of(Labels.TASK, arn("t1"))).getFirst();
    }

    private static void fixedPortTaken(NodeWorld world) {
        PortMapping port = new PortMapping(Optional.of(80), Optional.of(8080), "tcp", "");
        world.runtime.start(world.runtime.create(new ContainerSpec(
                "foreign",
                "{\"Image\":\"web:1\",\"HostConfig\":{\"PortBindings\":{\"80/tcp\":[{\"HostPort\":\"8080\"}]}}}")));
        world.run(
                task("t1", container("web", "web:1").portMappings(List.of(port)).build())
                        .build());
        world.advance(SECOND);
    }

    /** Where the image was not asked for yet, because the container waits for another. */
    private static void stoppedBeforeItsPull(NodeWorld world) {
        begin(world, PullBehaviour.ALWAYS);
        ContainerDependency init = new ContainerDependency("init", "COMPLETE");
        world.run(task(
                        "t1",
                        container("init", "web:1").build(),
                        container("web", "web:1").dependsOn(List.of(init)).build())
                .build());
        world.advance(SECOND);
        world.stop("t1");
        world.advance(SECOND);
    }

    private static Consumer<NodeWorld> dependency(String image, String condition, int startTimeout) {
        return world -> {
            world.runtime.addImage("bad:1", Behaviour.exits(SECOND, 3));
            world.run(task(
                            "t1",
                            container("init", image)
                                    .essential(false)
                                    .startTimeout(startTimeout)
                                    .build(),
                            container("web", "web:1")
                                    .dependsOn(List.of(new ContainerDependency("init", condition)))
                                    .build())
                    .build());
            world.advance(Duration.ofMinutes(3));
        };
    }

    private static Row ordering(String name, Consumer<NodeWorld> task) {
        String reason = "CannotStartContainerError: dependency graph: failed to resolve container ordering dependency"
                + " [init] for target [web] as dependency did not exit successfully.";
        return new Row(name, task, List.of("STOPPED"), Optional.of(143), reason, "");
    }

    static Stream<Row> rows() {
        return Stream.of(ended(), refused(), pulls(), tasks()).flatMap(List::stream);
    }

    private static List<Row> ended() {
        return List.of(
                ran("exit 0", image(Behaviour.exits(SECOND, 0)), 0, ""),
                ran("exit 1", image(Behaviour.exits(SECOND, 1)), 1, ""),
                ran("exit 3", image(Behaviour.exits(SECOND, 3)), 3, ""),
                ran("exit 255", image(Behaviour.exits(SECOND, 255)), 255, ""),
                ran("exit 137 by itself", image(Behaviour.exits(SECOND, 137)), 137, ""),
                ran("exit at once", image(Behaviour.exits(Duration.ZERO, 0)), 0, ""),
                ran(
                        "out of memory",
                        image(Behaviour.outOfMemory(SECOND)),
                        137,
                        "OutOfMemoryError: Container killed due to memory usage"),
                ran("stopped, default action", stopped(Behaviour.runs(), c -> c), 143, ""),
                ran("stopped, clean end", stopped(Behaviour.runs().endingOnTermWith(0), c -> c), 0, ""),
                ran("stopped, deaf", stopped(Behaviour.runs().ignoringTerm(), c -> c.stopTimeout(2)), 137, ""),
                ran("killed from outside", EndingsTest::killedOutside, 137, ""),
                new Row(
                        "removed from outside",
                        EndingsTest::removedOutside,
                        List.of("RUNNING", "STOPPED"),
                        Optional.empty(),
                        "ContainerVanishedError: No container matching saved ID found",
                        ""),
                ordering("SUCCESS of what fails", dependency("bad:1", "SUCCESS", 0)),
                ordering("HEALTHY of what ends", dependency("bad:1", "HEALTHY", 0)),
                ordering("COMPLETE that takes too long", dependency("web:1", "COMPLETE", 60)));
    }

    private static List<Row> refused() {
        String create = "CannotCreateContainerError: " + DAEMON;
        String start = "CannotStartContainerError: " + DAEMON;
        PullBehaviour cached = PullBehaviour.PREFER_CACHED;
        return List.of(
                neverRan(
                        "bad command",
                        image(Behaviour.failsToStart(Behaviour.NO_SUCH_COMMAND)),
                        start + Behaviour.NO_SUCH_COMMAND),
                neverRan("no space at create", failing(cached, Map.of("create", SPACE)), create + SPACE),
                neverRan("no space at start", failing(cached, Map.of("start", SPACE)), start + SPACE),
                neverRan(
                        "fixed port taken",
                        EndingsTest::fixedPortTaken,
                        start + "driver failed programming external connectivity on endpoint "
                                + Names.container(task("t1").build(), "web")
                                + ": Bind for 0.0.0.0:8080 failed: port is already allocated"),
                neverRan(
                        "create never answered",
                        hanging("create"),
                        "DockerTimeoutError: Could not transition to created; timed out after waiting 4m0s"),
                neverRan(
                        "start never answered",
                        hanging("start"),
                        "DockerTimeoutError: Could not transition to started; timed out after waiting 3m0s"),
                neverRan(
                        "a mount of no volume",
                        web(c -> c.mountPoints(List.of(new MountPoint("nothing", "/data", false)))),
                        "HostConfigError: no volume named nothing"),
                neverRan(
                        "Docker JSON that is none",
                        web(c -> c.dockerConfig(new DockerConfig("1.24", "[]", ""))),
                        "HostConfigError: config is no JSON object"));
    }

    private static List<Row> pulls() {
        String pull = "CannotPullContainerError: ";
        String manifest = "CannotPullImageManifestError: ";
        String exists = LEAD + "Check whether the image exists. " + DAEMON;
        String network = LEAD + "Check your network configuration. " + DAEMON;
        String role = LEAD + "Check that the role has the permissions to pull images from the registry. " + DAEMON;
        PullBehaviour always = PullBehaviour.ALWAYS;
        return List.of(
                neverRan("missing image, prefer-cached", missing(PullBehaviour.PREFER_CACHED), pull + exists + DENIED),
                neverRan("missing image, once", missing(PullBehaviour.ONCE), manifest + exists + DENIED),
                neverRan("missing image, default", missing(PullBehaviour.DEFAULT), manifest + exists + DENIED),
                neverRan("missing image, always", missing(always), manifest + exists + DENIED),
                neverRan(
                        "no network",
                        failing(always, Map.of("remoteDigest", NO_HOST, "pull", NO_HOST)),
                        manifest + network + NO_HOST),
                pending(
                        "network lost between digest and pull",
                        failing(always, Map.of("pull", NO_HOST)),
                        pull + network + NO_HOST),
                pending("no permission", failing(always, Map.of("pull", ROLE)), pull + role + ROLE),
                pending("no space", failing(always, Map.of("pull", SPACE)), pull + DAEMON + SPACE),
                pending("wrong password", failing(always, Map.of("pull", PASSWORD)), pull + DAEMON + PASSWORD),
                pending(
                        "stopped before its pull",
                        EndingsTest::stoppedBeforeItsPull,
                        "TaskStoppedBeforePullBeginError: Task stopped before image pull could begin for task: "
                                + arn("t1")));
    }

    private static Row pending(String name, Consumer<NodeWorld> task, String reason) {
        return new Row(name, task, List.of("PENDING", "STOPPED"), Optional.empty(), reason, "");
    }

    private static List<Row> tasks() {
        String resource = "resource cannot be initialized for task " + arn("t1") + ": ";
        Secret ssm = new Secret("KEY", "/key", "us-east-1", "ssm", "ENVIRONMENT_VARIABLE", "CONTAINER", "");
        Secret asm = new Secret("KEY", "arn:x", "eu-west-1", "asm", "ENVIRONMENT_VARIABLE", "CONTAINER", "");
        VolumePayload shared = VolumePayload.ofDocker(
                "cache", new VolumePayload.DockerVolume("shared", false, "local", Map.of(), Map.of()));
        return List.of(
                noTask(
                        "a network without an interface",
                        payload(t -> t.networkMode("awsvpc")),
                        resource + "the task comes without a network interface that says its VPC"),
                noTask(
                        "shared namespaces",
                        payload(t -> t.pidMode("task")),
                        resource + "namespaces shared by a task are not available on this node"),
                noTask(
                        "a shared volume that is not there",
                        payload(t -> t.volumes(List.of(shared))),
                        resource + "no volume named cache"),
                noTask(
                        "a container larger than its task",
                        payload(t -> t.memory(32)),
                        resource + "container memory limit greater than task memory limit"),
                noTask(
                        "environment files",
                        web(c -> c.environmentFiles(List.of(new EnvironmentFile("arn:aws:s3:::b/k", "s3")))),
                        resource + "environment files are not available on this node"),
                noTask(
                        "a parameter",
                        web(c -> c.secrets(List.of(ssm))),
                        "Fetching secret data from SSM Parameter Store in us-east-1: not available on this node (secret KEY)"),
                noTask(
                        "a secret",
                        web(c -> c.secrets(List.of(asm))),
                        "Fetching secret data from AWS Secrets Manager in region eu-west-1: not available on this node"
                                + " (secret KEY)"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void endsInTheseWords(Row row) {
        NodeWorld world = new NodeWorld(11);
        world.runtime.addImage("web:1", Behaviour.runs());
        world.advance(SECOND);

        row.task().accept(world);

        ContainerChange web = world.ended("t1", "web");
        assertThat(world.told("t1")).isEqualTo(row.told());
        assertThat(world.last("t1").reason()).isEqualTo(row.taskReason());
        assertThat(web.exitCode()).isEqualTo(row.exitCode());
        assertThat(web.reason()).isEqualTo(row.reason());
        assertThat(world.last("t1").reason().length()).isLessThanOrEqualTo(1024);
    }
}
