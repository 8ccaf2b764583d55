package io.gantry.survival;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.conformance.Command;
import io.gantry.conformance.RunningGantry;
import io.gantry.survival.Definitions.Life;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A node that hangs, with its connections open, as a host does that is starved or cut off. */
final class HungNodeIT {
    @TempDir
    Path home;

    @Test
    void a_hung_node_gets_no_tasks_and_catches_up_when_it_goes_on() {
        Scene.buildImage("");
        RunningGantry gantry = RunningGantry.in(home, "");
        try (gantry) {
            gantry.startServer();
            gantry.startNode();
            gantry.awaitNode();
            tell(new Scene(gantry));
        }
    }

    private static void tell(Scene scene) {
        String longs = scene.register(Life.LONG, 0, 0);
        String runner = scene.run(longs);
        String stopping = scene.run(longs);
        String ender = scene.run(scene.register(Life.ENDS, 5, 20));
        for (String task : new String[] {runner, stopping, ender}) {
            scene.await(task, "RUNNING");
        }
        final String before = scene.inspect(scene.container(runner));
        signal(scene, "-STOP");
        // Placed on a node that is not known to hang yet.
        final String early = scene.run(longs);
        RunningGantry.await("the hung node is disconnected", Scene.LIMIT, () -> !scene.connected());
        JsonNode refused = scene.tryRun(longs);
        assertThat(refused.path("tasks")).isEmpty();
        assertThat(refused.path("failures").path(0).path("reason").asString()).isEqualTo("AGENT");
        assertThat(scene.task(runner).path("lastStatus").asString()).isEqualTo("RUNNING");
        scene.stop(stopping);
        assertThat(scene.task(stopping).path("lastStatus").asString()).isNotEqualTo("STOPPED");

        signal(scene, "-CONT");
        final long back = System.nanoTime();
        RunningGantry.await("the node is back", Scene.LIMIT, scene::connected);
        scene.await(early, "RUNNING");
        scene.await(stopping, "STOPPED");
        JsonNode ended = scene.await(ender, "STOPPED");
        System.err.println(
                "survival: a hung node has caught up after " + (System.nanoTime() - back) / 1_000_000 + " ms");
        assertThat(Forward.container(ended, "main").path("exitCode").asInt()).isEqualTo(5);
        assertThat(scene.inspect(scene.container(runner))).isEqualTo(before);
        scene.await(scene.run(longs), "RUNNING");
    }

    private static void signal(Scene scene, String signal) {
        String _ = Command.of("kill", signal, Long.toString(scene.gantry().nodeId()))
                .run()
                .success();
    }
}
