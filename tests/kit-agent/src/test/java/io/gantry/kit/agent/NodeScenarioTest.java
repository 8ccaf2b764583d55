package io.gantry.kit.agent;

import static io.gantry.kit.agent.NodeWorld.arn;
import static io.gantry.kit.agent.NodeWorld.container;
import static io.gantry.kit.agent.NodeWorld.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.agent.node.Event;
import io.gantry.agent.node.container.Labels;
import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.ContainerSpec;
import io.gantry.agent.node.port.ContainerRuntime.State;
import io.gantry.agent.node.task.ContainerStatus;
import io.gantry.agent.protocol.AcsMessage;
import io.gantry.agent.protocol.ContainerPayload.ContainerDependency;
import io.gantry.agent.protocol.ContainerPayload.DockerConfig;
import io.gantry.agent.protocol.ContainerPayload.PortMapping;
import io.gantry.agent.protocol.ContainerPayload.RestartPolicy;
import io.gantry.agent.protocol.TaskPayload;
import io.gantry.agent.protocol.TaskStateChange;
import io.gantry.store.embedded.MemoryJournal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NodeScenarioTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final NodeWorld world = new NodeWorld(7);

    @BeforeEach
    void images() {
        world.runtime.addImage("web:1", Behaviour.runs());
        world.runtime.addImage("slow:1", Behaviour.runs().health(Duration.ofSeconds(5), true));
        world.runtime.addImage("ok:1", Behaviour.exits(Duration.ofSeconds(2), 0));
        world.runtime.addImage("bad:1", Behaviour.exits(Duration.ofSeconds(2), 3));
        world.advance(SECOND);
    }

    private static ContainerDependency on(String container, String condition) {
        return new ContainerDependency(container, condition);
    }

    @Test
    void aTaskRunsIsReportedStopsAndIsCleanedUp() {
        PortMapping port = new PortMapping(Optional.of(80), Optional.of(0), "tcp", "");
        world.busyPorts.add(32768);
        world.run(
                task("t1", container("web", "web:1").portMappings(List.of(port)).build())
                        .build());
        world.advance(SECOND);

        assertThat(world.told("t1")).containsExactly("RUNNING");
        assertThat(world.last("t1", "web").networkBindings())
                .containsExactly(new TaskStateChange.NetworkBinding(
                        "0.0.0.0", Optional.of(80), Optional.of(32769), "tcp", "", ""));
        assertThat(world.frames)
                .anyMatch(frame -> frame instanceof AcsMessage.AckRequest ack
                        && ack.messageId().equals("m1"));

        world.stop("t1");
        world.advance(SECOND);

        assertThat(world.told("t1")).containsExactly("RUNNING", "STOPPED");
        assertThat(world.last("t1", "web").exitCode()).contains(143);
        assertThat(world.runtime.containers(Map.of())).hasSize(1);

        world.advance(Duration.ofHours(4));
        assertThat(world.runtime.containers(Map.of())).isEmpty();
        assertThat(world.node.engine().tasks()).isEmpty();
    }

    @Test
    void aPayloadThatWasUnderWayWhenItsTaskEndedStartsNothing() {
        TaskPayload payload = task("t1", container("job", "ok:1").build()).build();
        world.run(payload);
        world.advance(Duration.ofSeconds(1));
        // The server is away until long after the task has ended; its report and the payload cross.
        world.refusal = Optional.of("");
        world.advance(Duration.ofHours(4));
        world.refusal = Optional.empty();
        world.advance(Duration.ofMinutes(1));
        assertThat(world.node.engine().tasks()).isEmpty();
        world.restart();
        world.run(payload);
        world.advance(Duration.ofMinutes(1));

        assertThat(world.runtime.containers(Map.of())).isEmpty();
        assertThat(world.node.engine().tasks()).isEmpty();
        assertThat(world.told("t1")).containsExactly("RUNNING", "STOPPED", "STOPPED");
    }

    @Test
    void whatCouldNotBeReportedIsReportedAsSoonAsTheServerIsBack() {
        world.refusal = Optional.of("");
        world.run(task("t1", container("job", "ok:1").build()).build());
        world.node.offer(new Event.Connection(Event.Channel.ACS, false));
        world.advance(Duration.ofMinutes(10));
        world.refusal = Optional.empty();
        world.node.offer(new Event.Connection(Event.Channel.ACS, true));
        world.advance(Duration.ofMillis(100));

        assertThat(world.told("t1")).containsExactly("RUNNING", "STOPPED");
    }

    @Test
    void healthyDependencyHoldsBackAndStopsLast() {
        world.run(task(
                        "t1",
                        container("db", "slow:1")
                                .healthCheckType("docker")
                                .dockerConfig(healthCheck())
                                .build(),
                        container("web", "web:1")
                                .dependsOn(List.of(on("db", "HEALTHY")))
                                .build())
                .build());
        world.advance(Duration.ofSeconds(4));
        assertThat(world.known("t1", "db").known()).isEqualTo(ContainerStatus.RUNNING);
        assertThat(world.known("t1", "web").known()).isEqualTo(ContainerStatus.NONE);
        assertThat(world.told("t1")).isEmpty();

        world.advance(Duration.ofSeconds(2));
        assertThat(world.known("t1", "db").health()).isEqualTo("HEALTHY");
        assertThat(world.told("t1")).containsExactly("RUNNING");

        world.stop("t1");
        world.advance(SECOND);
        assertThat(world.known("t1", "web").finishedAt().orElseThrow())
                .isBefore(world.known("t1", "db").finishedAt().orElseThrow());
        assertThat(world.told("t1")).containsExactly("RUNNING", "STOPPED");
    }

    private static DockerConfig healthCheck() {
        return new DockerConfig("1.24", "{\"Healthcheck\":{\"Test\":[\"CMD\",\"true\"]}}", "{}");
    }

    @Test
    void aFailedSuccessDependencyEndsTheTask() {
        world.run(task(
                        "t1",
                        container("init", "bad:1").essential(false).build(),
                        container("web", "web:1")
                                .dependsOn(List.of(on("init", "SUCCESS")))
                                .build())
                .build());
        world.advance(Duration.ofSeconds(5));

        assertThat(world.told("t1")).containsExactly("STOPPED");
        assertThat(world.last("t1", "init").exitCode()).contains(3);
        assertThat(world.last("t1", "web").exitCode()).contains(143);
        assertThat(world.last("t1", "web").reason())
                .isEqualTo(
                        "CannotStartContainerError: dependency graph: failed to resolve container ordering dependency [init]"
                                + " for target [web] as dependency did not exit successfully.");
    }

    @Test
    void aStartTimeoutEndsTheWait() {
        world.run(task(
                        "t1",
                        container("init", "web:1")
                                .essential(false)
                                .startTimeout(30)
                                .build(),
                        container("web", "web:1")
                                .dependsOn(List.of(on("init", "COMPLETE")))
                                .build())
                .build());
        world.advance(Duration.ofSeconds(29));
        assertThat(world.told("t1")).isEmpty();
        world.advance(Duration.ofSeconds(3));
        assertThat(world.told("t1")).containsExactly("STOPPED");
    }

    @Test
    void aCircleOfDependenciesIsToldAsTheTasksReason() {
        world.run(task(
                        "t1",
                        container("a", "web:1")
                                .dependsOn(List.of(on("b", "START")))
                                .build(),
                        container("b", "web:1")
                                .dependsOn(List.of(on("a", "START")))
                                .build())
                .build());
        world.advance(SECOND);
        assertThat(world.last("t1").reason()).isEqualTo("Task dependencies cannot be resolved, taskArn: " + arn("t1"));
        assertThat(world.told("t1")).containsExactly("STOPPED");
    }

    @Test
    void aRestartPolicyStartsTheSameContainerAgain() {
        RestartPolicy policy = new RestartPolicy(true, List.of(0), Optional.of(1));
        world.run(task("t1", container("job", "bad:1").restartPolicy(policy).build())
                .build());
        world.advance(Duration.ofSeconds(9));

        assertThat(world.told("t1")).containsExactly("RUNNING");
        assertThat(world.known("t1", "job").restartCount()).isBetween(3, 4);
        assertThat(world.runtime.containers(Map.of())).hasSize(1);

        RestartPolicy ignoring = new RestartPolicy(true, List.of(3), Optional.of(1));
        world.run(task("t2", container("job", "bad:1").restartPolicy(ignoring).build())
                .build());
        world.advance(Duration.ofSeconds(9));
        assertThat(world.told("t2")).containsExactly("RUNNING", "STOPPED");
        assertThat(world.last("t2", "job").exitCode()).contains(3);
    }

    @Test
    void theFirstThatDoesNotFitHoldsBackTheRest() {
        world.run(task("t1", container("a", "web:1").memory(8000).build()).build());
        world.run(task("t2", container("a", "web:1").memory(1000).build()).build());
        world.run(task("t3", container("a", "web:1").memory(10).build()).build());
        world.advance(SECOND);
        assertThat(world.told("t1")).containsExactly("RUNNING");
        assertThat(world.told("t2")).isEmpty();
        assertThat(world.told("t3")).isEmpty();

        world.stop("t1");
        world.advance(SECOND);
        assertThat(world.told("t2")).containsExactly("RUNNING");
        assertThat(world.told("t3")).containsExactly("RUNNING");
    }

    @Test
    void aNonEssentialEndIsToldWithinTheFlush() {
        world.run(task(
                        "t1",
                        container("web", "web:1").build(),
                        container("job", "ok:1").essential(false).build())
                .build());
        world.advance(Duration.ofSeconds(3));
        assertThat(world.told("t1")).containsExactly("RUNNING");
        world.advance(Duration.ofSeconds(30));
        assertThat(world.told("t1")).containsExactly("RUNNING", "RUNNING");
        assertThat(world.last("t1").containers()).hasSize(1);
        assertThat(world.last("t1", "job").exitCode()).contains(0);
    }

    @Test
    void reportsAreRepeatedUntilTakenAndDroppedWhenRefusedForGood() {
        world.refusal = Optional.of("ServerException");
        world.run(task("t1", container("web", "web:1").build()).build());
        world.advance(Duration.ofMinutes(5));
        assertThat(world.told("t1")).isEmpty();
        world.refusal = Optional.empty();
        world.advance(Duration.ofMinutes(1));
        assertThat(world.told("t1")).containsExactly("RUNNING");

        world.refusal = Optional.of("InvalidParameterException");
        world.stop("t1");
        world.advance(Duration.ofMinutes(1));
        assertThat(world.known("t1").sent()).isEqualTo(ContainerStatus.STOPPED);
    }

    @Test
    void aPayloadThatCannotBeReadIsReportedAndNotAcknowledged() {
        world.run(
                task("t1", container("web", "web:1").overrides("{\"cpu\":1}").build())
                        .build(),
                task("t2", container("web", "web:1").build()).build());
        world.advance(SECOND);

        assertThat(world.last("t1").reason())
                .isEqualTo("UnrecogniedTaskError: Error loading task - unknown container override 'cpu'");
        assertThat(world.told("t2")).containsExactly("RUNNING");
        assertThat(world.frames).noneMatch(AcsMessage.AckRequest.class::isInstance);
    }

    @Test
    void aManifestStopsWhatIsNotInItOnlyAfterVerification() {
        world.run(
                task("t1", container("web", "web:1").build()).build(),
                task("t2", container("web", "web:1").build()).build());
        world.advance(SECOND);
        world.manifest("t1");
        world.advance(SECOND);

        AcsMessage.TaskStopVerificationMessage asked = world.frames.stream()
                .filter(AcsMessage.TaskStopVerificationMessage.class::isInstance)
                .map(AcsMessage.TaskStopVerificationMessage.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(asked.stopCandidates())
                .extracting(AcsMessage.TaskIdentifier::taskArn)
                .containsExactly(arn("t2"));
        assertThat(world.told("t2")).containsExactly("RUNNING");

        world.node.hear(new AcsMessage.TaskStopVerificationAck("other", 1, asked.stopCandidates()));
        world.advance(SECOND);
        assertThat(world.told("t2")).containsExactly("RUNNING");
        world.node.hear(new AcsMessage.TaskStopVerificationAck(asked.messageId(), 1, asked.stopCandidates()));
        world.advance(SECOND);
        assertThat(world.told("t2")).containsExactly("RUNNING", "STOPPED");
        assertThat(world.told("t1")).containsExactly("RUNNING");
    }

    @Test
    void orphansOfOursGoAndForeignContainersStay() {

        String ours = "{\"" + Labels.NODE + "\":\"node-1\",\"" + Labels.TASK + "\":\"" + arn("gone") + "\"}";
        String other = "{\"" + Labels.NODE + "\":\"node-2\"}";
        for (Map.Entry<String, String> made :
                Map.of("ours", ours, "other", other, "foreign", "{}").entrySet()) {
            world.runtime.start(world.runtime.create(
                    new ContainerSpec(made.getKey(), "{\"Image\":\"web:1\",\"Labels\":" + made.getValue() + "}")));
        }
        world.restart();
        world.advance(SECOND);
        assertThat(world.runtime.containers(Map.of())).hasSize(3);

        world.manifest();
        world.advance(SECOND);
        assertThat(world.runtime.containers(Map.of()))
                .extracting(Container::name)
                .containsExactlyInAnyOrder("other", "foreign");
    }

    @Test
    void tenContainersStartAndStop() {
        TaskPayload ten = task("t1")
                .containers(IntStream.range(0, 10)
                        .mapToObj(i -> container("c" + i, "web:1").memory(10).build())
                        .toList())
                .build();
        world.run(ten);
        world.advance(SECOND);
        assertThat(world.last("t1").containers()).hasSize(10);
        world.stop("t1");
        world.advance(SECOND);
        assertThat(world.told("t1")).containsExactly("RUNNING", "STOPPED");
        assertThat(world.runtime.containers(Map.of())).allMatch(c -> c.state() == State.EXITED);
    }

    @Test
    void anEngineThatWasAwayHasNotRefusedToStop() {
        world.run(task("t1", container("web", "web:1").build()).build());
        world.advance(SECOND);
        world.runtime.goAway(true);
        world.stop("t1");
        world.advance(SECOND.multipliedBy(10));
        world.runtime.faults().next("stop", new Fault.Fails("busy"));
        world.runtime.comeBack();
        world.advance(SECOND.multipliedBy(10));

        assertThat(world.told("t1")).containsExactly("RUNNING", "STOPPED");
        assertThat(world.last("t1", "web").exitCode()).contains(143);
        assertThat(world.last("t1", "web").reason()).isEmpty();
    }

    @Test
    void aContainerThatWasGivenUpOnIsStoppedWhenItIsFoundRunning() {
        world.run(task("t1", container("web", "web:1").build()).build());
        world.advance(SECOND);
        IntStream.range(0, 5).forEach(i -> world.runtime.faults().next("stop", new Fault.Fails("busy")));
        world.stop("t1");
        world.advance(SECOND.multipliedBy(30));
        assertThat(world.last("t1", "web").reason()).startsWith("CannotStopContainerError");
        assertThat(world.runtime.everything()).extracting(Container::state).containsExactly(State.RUNNING);

        world.advance(Duration.ofMinutes(6));
        assertThat(world.runtime.everything()).extracting(Container::state).containsExactly(State.EXITED);
    }

    @Test
    void aCreatedContainerIsAdoptedWithThePortsItAsksFor() {
        PortMapping port = new PortMapping(Optional.of(80), Optional.of(0), "tcp", "");
        TaskPayload wanted = task(
                        "t1",
                        container("web", "web:1").portMappings(List.of(port)).build())
                .build();
        world.runtime.faults().next("create", new Fault.Hangs(SECOND, true));
        world.journal().mode(MemoryJournal.Mode.FULL);
        world.run(wanted);
        world.advance(Duration.ofMillis(500));
        assertThat(world.runtime.everything()).extracting(Container::state).containsExactly(State.CREATED);
        world.journal().mode(MemoryJournal.Mode.WORKING);
        world.restart();
        world.advance(SECOND);
        world.run(wanted);
        world.advance(SECOND.multipliedBy(3));

        int real = world.runtime.everything().getFirst().ports().getFirst().hostPort();
        assertThat(world.last("t1", "web").networkBindings())
                .extracting(TaskStateChange.NetworkBinding::hostPort)
                .containsExactly(Optional.of(real));
    }
}
