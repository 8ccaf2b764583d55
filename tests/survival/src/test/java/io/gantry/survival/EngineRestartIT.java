package io.gantry.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gantry.conformance.RunningGantry;
import io.gantry.kit.agent.NestedDockerd;
import io.gantry.survival.Definitions.Life;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * A container engine of the test's own is restarted below a node that works: with live-restore its containers run on, without
 * it they end, and either way every task says the truth soon after.
 */
final class EngineRestartIT {
    @TempDir
    Path home;

    /** Ended by the engine's own shutdown, which asks first, or by the next one's start, which does not. */
    @ParameterizedTest(name = "live-restore {0}, killed {1}")
    @CsvSource({"true, false", "true, true", "false, false", "false, true"})
    void tasks_say_the_truth_after_the_engine_was_restarted(boolean liveRestore, boolean killed) throws IOException {
        assumeTrue(
                System.getProperty("user.name").equals("root") && Files.exists(Path.of("/usr/sbin/dockerd")),
                "skipped: a nested engine needs root and dockerd");
        try (NestedDockerd engine = NestedDockerd.start(liveRestore)) {
            String dockerHost = "unix://" + engine.socket();
            Scene.buildImage(dockerHost);
            RunningGantry gantry = RunningGantry.in(home, dockerHost);
            try (gantry) {
                gantry.startServer();
                gantry.startNode();
                gantry.awaitNode();
                tell(new Scene(gantry), engine, liveRestore, killed);
            }
        }
    }

    private static void tell(Scene scene, NestedDockerd engine, boolean liveRestore, boolean killed)
            throws IOException {
        String longs = scene.register(Life.LONG, 0, 0);
        String runner = scene.run(longs);
        // It ends by itself while the engine is away, or soon after.
        String ender = scene.run(scene.register(Life.ENDS, 3, 20));
        String stopping = scene.run(longs);
        scene.await(runner, "RUNNING");
        scene.await(stopping, "RUNNING");
        // An engine that dies in the middle of a start leaves a container that never ran, which has no exit code.
        scene.awaitStarted(ender);
        final String before = scene.inspect(scene.container(runner));
        if (killed) {
            engine.kill();
        } else {
            engine.stop();
        }
        // Asked for while nobody can do it: both happen once the engine is back.
        scene.stop(stopping);
        final String late = scene.run(longs);
        engine.restart(liveRestore);
        final long back = System.nanoTime();

        JsonNode ended = scene.await(ender, "STOPPED");
        scene.await(stopping, "STOPPED");
        scene.await(late, "RUNNING");
        if (!liveRestore) {
            scene.await(runner, "STOPPED");
        }
        System.err.println("survival: live-restore " + liveRestore + ", killed " + killed + ": every task right after "
                + (System.nanoTime() - back) / 1_000_000 + " ms");
        assertThat(code(ended)).isEqualTo(liveRestore ? 3 : engineCode(scene, ender));
        if (liveRestore) {
            assertThat(scene.task(runner).path("lastStatus").asString()).isEqualTo("RUNNING");
            assertThat(scene.inspect(scene.container(runner))).isEqualTo(before);
        } else {
            assertThat(code(scene.task(runner))).isEqualTo(engineCode(scene, runner));
            assertThat(killed || code(scene.task(runner)) == Definitions.STOPPED_KINDLY)
                    .isTrue();
        }
        hears(scene, late);
    }

    /** The node hears of the engine's events again: a container that dies is noticed without any other reason to look. */
    private static void hears(Scene scene, String task) {
        String container = scene.container(task);
        CompletableFuture<Void> killing = CompletableFuture.runAsync(
                () -> scene.gantry().docker("kill", container).run().success());
        assertThat(code(scene.await(task, "STOPPED"))).isEqualTo(Definitions.KILLED);
        killing.join();
    }

    private static int code(JsonNode task) {
        return Forward.container(task, "main").path("exitCode").asInt(-1);
    }

    private static int engineCode(Scene scene, String task) {
        String[] state = scene.inspect(scene.container(task)).split(" ", -1);
        assertThat(state[1]).isEqualTo("false");
        return Integer.parseInt(state[2]);
    }
}
