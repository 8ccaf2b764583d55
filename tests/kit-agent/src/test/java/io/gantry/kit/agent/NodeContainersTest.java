package io.gantry.kit.agent;

import static io.gantry.kit.agent.NodeWorld.arn;
import static io.gantry.kit.agent.NodeWorld.container;
import static io.gantry.kit.agent.NodeWorld.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.agent.node.container.Labels;
import io.gantry.agent.node.port.ContainerRuntime.ContainerSpec;
import io.gantry.agent.node.port.ContainerRuntime.VolumeSpec;
import io.gantry.agent.protocol.ContainerPayload.DockerConfig;
import io.gantry.agent.protocol.ContainerPayload.PortMapping;
import io.gantry.agent.protocol.ContainerPayload.RestartPolicy;
import io.gantry.agent.protocol.TaskStateChange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ports, health, and what is left behind. */
final class NodeContainersTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final NodeWorld world = new NodeWorld(5);

    @BeforeEach
    void images() {
        world.runtime.addImage("web:1", Behaviour.runs());
        world.runtime.addImage("quick:1", Behaviour.exits(Duration.ZERO, 0));
        world.runtime.addImage("checked:1", Behaviour.runs().health(SECOND, false));
        world.advance(SECOND);
    }

    /** The node's look at the port and the engine's do not see the same: a container of somebody else holds it. */
    @Test
    void aDynamicPortThatSomebodyTookIsChosenAgain() {
        world.runtime.start(world.runtime.create(new ContainerSpec(
                "foreign",
                "{\"Image\":\"web:1\",\"HostConfig\":{\"PortBindings\":{\"80/tcp\":[{\"HostPort\":\"32768\"}]}}}")));
        PortMapping port = new PortMapping(Optional.of(80), Optional.of(0), "tcp", "");
        world.run(
                task("t1", container("web", "web:1").portMappings(List.of(port)).build())
                        .build());
        world.advance(SECOND);

        assertThat(world.told("t1")).endsWith("RUNNING");
        assertThat(world.last("t1", "web").networkBindings())
                .containsExactly(new TaskStateChange.NetworkBinding(
                        "0.0.0.0", Optional.of(80), Optional.of(32769), "tcp", "", ""));
        assertThat(world.runtime.containers(Map.of(Labels.TASK, arn("t1")))).hasSize(1);
    }

    @Test
    void rangesAreHeldByOneRunOfHostPorts() {
        PortMapping range = new PortMapping(Optional.empty(), Optional.empty(), "udp", "9000-9004");
        world.busyPorts.add(32770);
        world.run(task(
                        "t1",
                        container("web", "web:1").portMappings(List.of(range)).build())
                .build());
        world.advance(SECOND);

        assertThat(world.last("t1", "web").networkBindings())
                .containsExactly(new TaskStateChange.NetworkBinding(
                        "0.0.0.0", Optional.empty(), Optional.empty(), "udp", "9000-9004", "32771-32775"));
        assertThat(world.runtime
                        .containers(Map.of(Labels.TASK, arn("t1")))
                        .getFirst()
                        .ports())
                .hasSize(5)
                .allMatch(bound -> bound.hostPort() - bound.containerPort() == 32771 - 9000
                        && bound.protocol().equals("udp"));
    }

    @Test
    void aTaskThatEndsBeforeItWasToldToRunDidRun() {
        world.workTime = Duration.ofMillis(50);
        world.run(task("t1", container("web", "quick:1").build()).build());
        world.advance(SECOND);

        assertThat(world.told("t1")).containsExactly("RUNNING", "STOPPED");
    }

    @Test
    void theHealthCheckOfAnImageIsNotTheDefinitions() {
        world.run(task("t1", container("web", "checked:1").build()).build());
        world.run(task(
                        "t2",
                        container("web", "checked:1")
                                .healthCheckType("docker")
                                .dockerConfig(
                                        new DockerConfig("1.24", "{\"Healthcheck\":{\"Test\":[\"CMD\",\"x\"]}}", ""))
                                .build())
                .build());
        world.advance(Duration.ofSeconds(5));

        assertThat(world.known("t1", "web").health()).isEmpty();
        assertThat(world.known("t2", "web").health()).isEqualTo("UNHEALTHY");
        assertThat(world.told("t2")).as("the node kills nothing for its health").containsExactly("RUNNING");
    }

    @Test
    void healthBeginsAnewWithARestart() {
        RestartPolicy policy = new RestartPolicy(true, List.of(), Optional.of(1));
        world.runtime.addImage(
                "flaky:1", Behaviour.exits(Duration.ofSeconds(10), 1).health(SECOND, true));
        world.run(task(
                        "t1",
                        container("web", "flaky:1")
                                .healthCheckType("docker")
                                .restartPolicy(policy)
                                .build())
                .build());
        world.advance(Duration.ofSeconds(5));
        assertThat(world.known("t1", "web").health()).isEqualTo("HEALTHY");

        world.advance(Duration.ofMillis(5500));
        assertThat(world.known("t1", "web").restartCount()).isEqualTo(1);
        assertThat(world.known("t1", "web").health()).isEqualTo("UNKNOWN");
        world.advance(Duration.ofSeconds(2));
        assertThat(world.known("t1", "web").health()).isEqualTo("HEALTHY");
    }

    @Test
    void anOrphanGoesWithItsVolumesAndForeignVolumesStay() {
        Map<String, String> ours = Map.of(Labels.NODE, "node-1", Labels.TASK, arn("gone"));
        world.runtime.createVolume(new VolumeSpec("ours", "local", Map.of(), ours));
        world.runtime.createVolume(new VolumeSpec("foreign", "local", Map.of(), Map.of()));
        world.runtime.start(world.runtime.create(new ContainerSpec(
                "orphan",
                "{\"Image\":\"web:1\",\"Labels\":{\"" + Labels.NODE + "\":\"node-1\",\"" + Labels.TASK + "\":\""
                        + arn("gone") + "\"}}")));
        world.restart();
        world.advance(SECOND);
        world.manifest();
        world.advance(SECOND);

        assertThat(world.runtime.containers(Map.of())).isEmpty();
        assertThat(world.runtime.volumes(Map.of())).extracting(VolumeSpec::name).containsExactly("foreign");
    }
}
