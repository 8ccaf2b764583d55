package io.gantry.kit.agent;

import static io.gantry.kit.agent.NodeWorld.container;
import static io.gantry.kit.agent.NodeWorld.task;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.agent.node.Work;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many tasks that stop together. */
final class NodeStopsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int TASKS = 40;

    private final NodeWorld world = new NodeWorld(11);

    @Test
    void allStopInTheTimeOfOne() {
        world.runtime.addImage("web:1", Behaviour.runs());
        world.advance(SECOND);
        IntStream.range(0, TASKS)
                .forEach(number -> world.run(
                        task("t" + number, container("web", "web:1").build()).build()));
        world.advance(SECOND);
        world.workTimes = work -> work instanceof Work.Stop ? Duration.ofSeconds(5) : Duration.ofMillis(1);

        IntStream.range(0, TASKS).forEach(number -> world.stop("t" + number));
        world.advance(Duration.ofMillis(4900));
        assertThat(IntStream.range(0, TASKS))
                .allSatisfy(number -> assertThat(world.told("t" + number)).containsExactly("RUNNING"));
        world.advance(Duration.ofMillis(300));
        assertThat(IntStream.range(0, TASKS))
                .allSatisfy(number -> assertThat(world.told("t" + number)).containsExactly("RUNNING", "STOPPED"));
    }
}
