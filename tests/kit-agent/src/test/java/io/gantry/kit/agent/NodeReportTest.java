package io.gantry.kit.agent;

import static io.gantry.kit.agent.NodeWorld.container;
import static io.gantry.kit.agent.NodeWorld.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.agent.node.task.ContainerStatus;
import io.gantry.agent.protocol.ContainerPayload;
import io.gantry.agent.protocol.TaskStateChange;
import io.gantry.agent.protocol.TaskStateChange.ManagedAgentChange;
import io.gantry.store.embedded.MemoryJournal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NodeReportTest {
    private final NodeWorld world = new NodeWorld(7);

    @Test
    void anEndIsToldOnlyOnceItIsStored() {
        world.runtime.addImage("web:1", Behaviour.runs());
        world.advance(Duration.ofSeconds(1));
        world.run(task("t1", container("web", "web:1").build()).build());
        world.advance(Duration.ofSeconds(1));

        // A node that told of the end and then forgot it would run the task again after a restart.
        world.journal().mode(MemoryJournal.Mode.FULL);
        world.stop("t1");
        world.advance(Duration.ofSeconds(10));
        assertThat(world.known("t1", "web").known()).isEqualTo(ContainerStatus.STOPPED);
        assertThat(world.told("t1")).containsExactly("RUNNING");

        world.journal().mode(MemoryJournal.Mode.WORKING);
        world.advance(Duration.ofSeconds(10));
        assertThat(world.told("t1")).containsExactly("RUNNING", "STOPPED");
    }

    @Test
    void theStepsOfAStartAreStoredTogether() {
        world.runtime.addImage("web:1", Behaviour.runs());
        world.advance(Duration.ofSeconds(1));
        world.run(task("t1", container("web", "web:1").build()).build());
        world.advance(Duration.ofMillis(1));
        long accepted = world.journal().revision();

        world.advance(Duration.ofSeconds(1));
        assertThat(world.told("t1")).containsExactly("RUNNING");
        assertThat(world.journal().revision()).isEqualTo(accepted + 1);
    }

    @Test
    void aStepThatIsNotStoredYetIsFoundAtTheContainer() {
        world.runtime.addImage("web:1", Behaviour.runs());
        world.advance(Duration.ofSeconds(1));
        world.run(task("t1", container("web", "web:1").build()).build());
        world.advance(Duration.ofMillis(1));
        long accepted = world.journal().revision();
        world.advance(Duration.ofMillis(20));
        assertThat(world.known("t1", "web").known()).isEqualTo(ContainerStatus.RUNNING);
        String container = world.known("t1", "web").runtimeId();

        assertThat(world.journal().revision()).isEqualTo(accepted);
        world.restart();
        world.manifest("t1");
        world.advance(Duration.ofSeconds(5));
        assertThat(world.known("t1", "web").known()).isEqualTo(ContainerStatus.RUNNING);
        assertThat(world.known("t1", "web").runtimeId()).isEqualTo(container);
        assertThat(world.runtime.everything()).hasSize(1);
        assertThat(world.told("t1")).isNotEmpty().containsOnly("RUNNING");
    }

    @Test
    void whatCarriesCommandsRunsAndEndsWithItsContainer() {
        world.runtime.addImage("web:1", Behaviour.runs());
        world.advance(Duration.ofSeconds(1));
        world.run(task(
                        "t1",
                        container("web", "web:1")
                                .managedAgents(
                                        List.of(new ContainerPayload.ManagedAgent("ExecuteCommandAgent", Map.of())))
                                .build(),
                        container("log", "web:1").build())
                .build());
        world.advance(Duration.ofSeconds(1));
        world.stop("t1");
        world.advance(Duration.ofSeconds(10));

        assertThat(world.reports)
                .extracting(TaskStateChange::managedAgents)
                .containsExactly(
                        List.of(new ManagedAgentChange("web", "ExecuteCommandAgent", "RUNNING", "")),
                        List.of(new ManagedAgentChange("web", "ExecuteCommandAgent", "STOPPED", "")));
    }
}
