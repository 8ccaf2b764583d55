package io.gantry.kit.agent;

import static io.gantry.kit.agent.NodeWorld.arn;
import static io.gantry.kit.agent.NodeWorld.container;
import static io.gantry.kit.agent.NodeWorld.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.agent.node.Event;
import io.gantry.agent.node.container.Labels;
import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.State;
import io.gantry.agent.node.port.SecurityRules;
import io.gantry.agent.node.port.TaskNetwork.Connection;
import io.gantry.agent.node.task.Sandbox;
import io.gantry.agent.protocol.AcsMessage;
import io.gantry.agent.protocol.ContainerPayload.PortMapping;
import io.gantry.agent.protocol.ElasticNetworkInterface;
import io.gantry.agent.protocol.TaskPayload;
import io.gantry.agent.protocol.TaskStateChange.AttachmentChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task with a network of its own: its sandbox comes first, goes last, and is found again. */
final class NodeNetworkTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String ATTACHMENT = "arn:aws:ecs:us-east-1:111122223333:attachment/default/a1";

    private final NodeWorld world = new NodeWorld(7);

    @BeforeEach
    void images() {
        world.runtime.addImage("web:1", Behaviour.runs());
        world.runtime.addImage("side:1", Behaviour.runs());
        world.advance(SECOND);
    }

    @Test
    void tasksWithAddressesOfTheirOwnMayHaveTheSamePort() {
        PortMapping port = new PortMapping(Optional.of(80), Optional.of(80), "tcp", "");
        for (String id : List.of("t1", "t2")) {
            TaskPayload bare = awsvpc(id, "10.0.1." + id.charAt(1));
            world.run(task(
                            id,
                            container("web", "web:1")
                                    .portMappings(List.of(port))
                                    .build())
                    .networkMode("awsvpc")
                    .elasticNetworkInterfaces(bare.elasticNetworkInterfaces())
                    .build());
        }
        world.advance(SECOND);

        assertThat(world.told("t1")).containsExactly("RUNNING");
        assertThat(world.told("t2")).containsExactly("RUNNING");
        assertThat(world.last("t2", "web").networkBindings()).isEmpty();
    }

    private static TaskPayload awsvpc(String id, String address) {
        ElasticNetworkInterface eni = new ElasticNetworkInterface(
                "eni-" + id,
                ATTACHMENT,
                "",
                0,
                "0a:58:00:00:00:01",
                List.of(new ElasticNetworkInterface.Ipv4Address(address, true)),
                List.of(),
                "10.0.1.1/24",
                "",
                List.of("10.0.0.2"),
                List.of("ec2.internal"),
                "ip-10-0-1-7.ec2.internal",
                "default",
                Optional.empty(),
                Optional.of(new ElasticNetworkInterface.Vpc(
                        "vpc-1", List.of("10.0.0.0/16"), "subnet-1", List.of("sg-1"), true)));
        return task(
                        id,
                        container("web", "web:1").build(),
                        container("side", "side:1").build())
                .networkMode("awsvpc")
                .elasticNetworkInterfaces(List.of(eni))
                .build();
    }

    private Container sandbox(String id) {
        return world.runtime.everything().stream()
                .filter(c -> arn(id).equals(c.labels().get(Labels.TASK))
                        && Sandbox.CONTAINER.equals(c.labels().get(Labels.CONTAINER_NAME)))
                .findFirst()
                .orElseThrow();
    }

    private List<String> sandboxes() {
        return world.runtime.everything().stream()
                .filter(c -> Sandbox.CONTAINER.equals(c.labels().get(Labels.CONTAINER_NAME)))
                .map(Container::name)
                .toList();
    }

    @Test
    void allContainersJoinTheSandbox() {
        world.run(awsvpc("t1", "10.0.1.7"));
        world.advance(SECOND);

        assertThat(world.told("t1")).containsExactly("RUNNING");
        assertThat(world.last("t1").attachments()).containsExactly(new AttachmentChange(ATTACHMENT, "ATTACHED"));
        assertThat(world.network.addresses()).containsExactly("10.0.1.7");
        assertThat(sandbox("t1").state()).isEqualTo(State.RUNNING);
        assertThat(world.network.nameServers(sandbox("t1").pid())).containsExactly("10.0.0.2");
        assertThat(sandbox("t1").name()).matches("ecs-shop-3-internalecspause-[0-9a-f]{20}");
        assertThat(world.runtime.containers(Map.of(Labels.CONTAINER_NAME, "web")))
                .singleElement()
                .satisfies(web -> assertThat(web.networkAddresses())
                        .containsOnlyKeys("container:" + sandbox("t1").name()));
    }

    @Test
    void theAddressIsFreeWhenTheEndIsTold() {
        world.run(awsvpc("t1", "10.0.1.7"));
        world.advance(SECOND);
        world.stop("t1");
        world.advance(SECOND);

        assertThat(world.told("t1")).containsExactly("RUNNING", "STOPPED");
        assertThat(world.network.addresses()).isEmpty();
        assertThat(sandboxes()).isEmpty();
    }

    @Test
    void aKilledNodeFindsItsSandboxAgain() {
        world.run(awsvpc("t1", "10.0.1.7"));
        world.advance(SECOND);
        String before = sandbox("t1").id();
        world.restart();
        world.manifest("t1");
        world.advance(SECOND);

        assertThat(sandbox("t1").id()).isEqualTo(before);
        assertThat(world.network.addresses()).containsExactly("10.0.1.7");
        assertThat(world.told("t1")).containsExactly("RUNNING");
        assertThat(world.known("t1").sandbox().orElseThrow().stage()).isEqualTo(Sandbox.Stage.READY);
    }

    @Test
    void aNodeThatWasKilledInTheMiddleMakesOne() {
        world.workTimes = work -> Duration.ofMillis(300);
        world.run(awsvpc("t1", "10.0.1.7"));
        for (int kills = 0; kills < 4; kills++) {
            world.advance(Duration.ofMillis(700));
            world.restart();
        }
        world.manifest("t1");
        world.advance(Duration.ofSeconds(20));

        assertThat(world.told("t1")).endsWith("RUNNING");
        assertThat(sandboxes()).hasSize(1);
    }

    private static SecurityRules opening(String group) {
        return new SecurityRules(
                Map.of(group, new SecurityRules.Group(List.of(), List.of())),
                Map.of("10.0.1.7", List.of(group)),
                Set.of("10.0.1.99"),
                Set.of("10.0.1.7", "10.0.1.8"),
                Map.of(),
                Optional.empty());
    }

    @Test
    void theRulesOfItsVpcAreSetWhenATaskJoinsAndWheneverTheyChange() {
        world.rules = opening("sg-1");
        world.run(awsvpc("t1", "10.0.1.7"));
        world.advance(SECOND);
        assertThat(world.network.rules("vpc-1")).contains(opening("sg-1").reaching(Set.of("10.0.1.7")));
        assertThat(world.network.rules("vpc-1").orElseThrow().internet())
                .containsExactlyInAnyOrder("10.0.1.7", "10.0.1.99");

        world.rules = opening("sg-2");
        world.node.hear(new AcsMessage.GantryNetworkMessage("n1"));
        world.advance(Duration.ofMillis(100));
        assertThat(world.network.rules("vpc-1").orElseThrow().groups()).containsOnlyKeys("sg-2");
    }

    @Test
    void rulesThatCouldNotBeAskedForAreAskedForAgain() {
        world.run(awsvpc("t1", "10.0.1.7"));
        world.advance(SECOND);
        world.rules = opening("sg-2");
        world.refusal = Optional.of("");
        world.node.hear(new AcsMessage.GantryNetworkMessage("n1"));
        world.advance(Duration.ofSeconds(3));
        world.refusal = Optional.empty();
        world.advance(Duration.ofSeconds(2));

        assertThat(world.network.rules("vpc-1").orElseThrow().groups()).containsOnlyKeys("sg-2");
    }

    @Test
    void aTaskEndsWithItsSandbox() {
        world.run(awsvpc("t1", "10.0.1.7"));
        world.advance(SECOND);
        world.runtime.exit(sandbox("t1").id(), 0);
        world.advance(SECOND);

        assertThat(world.told("t1")).containsExactly("RUNNING", "STOPPED");
        assertThat(world.last("t1").reason()).contains("sandbox that holds the task's network has ended");
        assertThat(world.network.addresses()).isEmpty();
    }

    @Test
    void aNetworkThatCannotBeMadeEndsTheTaskWithTheReasonAndLeavesNothing() {
        world.network.refuse(Optional.of("address 10.0.1.7 is in use on this host"));
        world.run(awsvpc("t1", "10.0.1.7"));
        world.advance(SECOND);

        assertThat(world.told("t1")).containsExactly("STOPPED");
        assertThat(world.last("t1").reason())
                .isEqualTo("resource cannot be initialized for task " + arn("t1")
                        + ": address 10.0.1.7 is in use on this host");
        assertThat(sandboxes()).isEmpty();
    }

    @Test
    void aTaskThatRunsOutlivesANetworkThatCannotBeMadeSureOf() {
        world.run(awsvpc("t1", "10.0.1.7"));
        world.advance(SECOND);
        world.restart();
        world.network.refuse(Optional.of("something is wrong just now"));
        world.manifest("t1");
        world.advance(Duration.ofSeconds(30));
        world.network.refuse(Optional.empty());
        world.advance(Duration.ofSeconds(5));

        assertThat(world.told("t1")).containsExactly("RUNNING");
        assertThat(world.known("t1").sandbox().orElseThrow().stage()).isEqualTo(Sandbox.Stage.READY);
    }

    @Test
    void aListingThatWasAskedForBeforeThereWasASandboxSaysNothingOfIt() {
        Instant asked = world.clock.now();
        world.run(awsvpc("t1", "10.0.1.7"));
        world.advance(SECOND);
        assertThat(world.told("t1")).containsExactly("RUNNING");
        world.node.offer(new Event.Listed(Optional.of(List.of()), asked));
        world.advance(SECOND);

        assertThat(world.told("t1")).containsExactly("RUNNING");
    }

    @Test
    void whoeverIsToldThatATaskRunsIsToldOfItsAttachment() {
        world.refusal = Optional.of("");
        world.run(awsvpc("t1", "10.0.1.7"));
        world.advance(SECOND);
        world.stop("t1");
        world.advance(Duration.ofSeconds(20));
        world.refusal = Optional.empty();
        world.advance(Duration.ofMinutes(1));

        assertThat(world.told("t1")).containsExactly("RUNNING", "STOPPED");
        assertThat(world.reports.getFirst().attachments())
                .containsExactly(new AttachmentChange(ATTACHMENT, "ATTACHED"));
    }

    @Test
    void anEngineThatIsAwayIsWaitedFor() {
        world.runtime.goAway(false);
        world.run(awsvpc("t1", "10.0.1.7"));
        world.advance(Duration.ofSeconds(30));
        world.runtime.comeBack();
        world.advance(Duration.ofSeconds(5));

        assertThat(world.told("t1")).containsExactly("RUNNING");
    }

    @Test
    void whatALostStoreLeftIsSwept() {
        world.run(awsvpc("t1", "10.0.1.7"));
        world.advance(SECOND);
        world.network.connect(
                sandbox("t1").pid(),
                new Connection(
                        "eni-lost", "0a:58:00:00:00:09", "10.0.1.99", "10.0.1.1/24", "vpc-1", List.of("10.0.0.0/16")));
        world.restart();
        world.manifest("t1");
        world.advance(SECOND);

        assertThat(world.network.addresses()).containsExactly("10.0.1.7");
    }

    @Test
    void withoutAnInterfaceThatSaysItsVpcItIsRefusedByName() {
        world.run(task("t1", container("web", "web:1").build())
                .networkMode("awsvpc")
                .build());
        world.advance(SECOND);

        assertThat(world.last("t1").reason()).contains("comes without a network interface that says its VPC");
    }

    @Test
    void whereTheHostCannotItIsRefusedByName() {
        world.settings = world.settings.withTaskNetworks(false);
        world.restart();
        world.run(awsvpc("t1", "10.0.1.7"));
        world.advance(SECOND);

        assertThat(world.last("t1").reason()).contains("network mode awsvpc is not available on this node");
    }

    private List<String> spares() {
        return world.runtime.everything().stream()
                .filter(c -> c.name().startsWith("ecs-internalecspause-") && c.state() == State.RUNNING)
                .map(Container::id)
                .toList();
    }

    private void pool(int most) {
        world.settings = world.settings.withSandboxPool(most);
        world.restart();
    }

    @Test
    void laterTasksGetSandboxesThatAreReady() {
        pool(2);
        assertThat(spares()).isEmpty();
        world.run(awsvpc("t1", "10.0.1.7"));
        world.advance(Duration.ofSeconds(10));
        assertThat(spares()).hasSize(1);

        String ready = spares().getFirst();
        world.run(awsvpc("t2", "10.0.1.8"));
        world.advance(Duration.ofSeconds(10));
        assertThat(world.told("t2")).containsExactly("RUNNING");
        assertThat(world.known("t2").sandbox().orElseThrow().runtimeId()).isEqualTo(ready);
        assertThat(world.network.addresses()).containsExactlyInAnyOrder("10.0.1.7", "10.0.1.8");
        assertThat(world.runtime.containers(Map.of(Labels.TASK, arn("t2"), Labels.CONTAINER_NAME, "web")))
                .singleElement()
                .satisfies(web -> assertThat(world.network.name(web.pid())).contains("ip-10-0-1-7.ec2.internal"));
        assertThat(spares()).hasSize(3);

        world.stop("t2");
        world.advance(SECOND);
        assertThat(world.told("t2")).endsWith("STOPPED");
        assertThat(spares()).doesNotContain(ready).hasSize(2);
        world.advance(Duration.ofMinutes(2));
        assertThat(spares()).hasSize(1);
        world.advance(Duration.ofHours(2));
        assertThat(spares()).isEmpty();
        assertThat(world.told("t1")).containsExactly("RUNNING");
    }

    @Test
    void aKilledNodeLeavesNoSandboxThatNobodyHasAndFindsThoseOfTasks() {
        pool(2);
        world.run(awsvpc("t1", "10.0.1.7"));
        world.advance(Duration.ofSeconds(10));
        world.run(awsvpc("t2", "10.0.1.8"));
        world.advance(Duration.ofSeconds(10));
        List<String> before = spares();
        String own = world.known("t2").sandbox().orElseThrow().runtimeId();
        world.restart();
        world.manifest("t1", "t2");
        world.advance(Duration.ofSeconds(30));

        assertThat(before).contains(own).hasSize(3);
        assertThat(spares()).containsExactly(own);
        assertThat(world.told("t2")).containsExactly("RUNNING");
        assertThat(world.network.addresses()).containsExactlyInAnyOrder("10.0.1.7", "10.0.1.8");
    }

    @Test
    void aReadySandboxThatHasEndedIsForgotten() {
        pool(2);
        world.run(awsvpc("t1", "10.0.1.7"));
        world.advance(Duration.ofSeconds(10));
        world.runtime.exit(spares().getFirst(), 0);
        world.run(awsvpc("t2", "10.0.1.8"));
        world.advance(Duration.ofSeconds(10));

        assertThat(world.told("t2")).containsExactly("RUNNING");
        assertThat(world.told("t1")).containsExactly("RUNNING");
    }
}
