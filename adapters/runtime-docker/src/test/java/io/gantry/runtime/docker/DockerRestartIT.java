package io.gantry.runtime.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.ContainerSpec;
import io.gantry.agent.node.port.ContainerRuntime.EventListener;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure.Kind;
import io.gantry.agent.node.port.ContainerRuntime.State;
import io.gantry.kit.agent.NestedDockerd;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The engine is stopped, killed and started again under the adapter. */
final class DockerRestartIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String HEARS = "trap 'exit 7' TERM; while :; do sleep 1 & wait $!; done";

    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    private final EventListener listener = new EventListener() {
        @Override
        public void changed(String containerId, Map<String, String> labels, String action) {
            heard.add(action + " " + containerId);
        }

        @Override
        public void gap() {
            heard.add("gap");
        }
    };

    private DockerContainerRuntime connect(NestedDockerd engine) {
        return new DockerContainerRuntime(engine.socket(), Timeouts.DEFAULT, (where, cause) -> faults.add(cause));
    }

    private static String start(DockerContainerRuntime runtime, String name, String script) {
        ObjectNode body = JSON.createObjectNode().put("Image", RealBehaviour.IMAGE);
        body.putArray("Cmd").add("sh").add("-c").add(script);
        String id = runtime.create(new ContainerSpec(name, JSON.writeValueAsString(body)));
        runtime.start(id);
        return id;
    }

    private static Container look(DockerContainerRuntime runtime, String id) {
        return runtime.container(id).orElseThrow();
    }

    private void awaitHeard(String what) {
        Awaitility.await(what).atMost(Duration.ofSeconds(10)).until(() -> heard.contains(what));
    }

    private void awayAndBack(NestedDockerd engine, DockerContainerRuntime runtime, boolean kill, boolean liveRestore)
            throws Exception {
        if (kill) {
            engine.kill();
        } else {
            engine.stop();
        }
        assertThatThrownBy(runtime::images)
                .isInstanceOfSatisfying(
                        RuntimeFailure.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE));
        heard.clear();
        engine.restart(liveRestore);
        awaitHeard("gap");
    }

    private void withEngine(boolean liveRestore, Body body) throws Exception {
        try (NestedDockerd engine = NestedDockerd.start(liveRestore)) {
            TestImages.busybox(engine.socket());
            try (DockerContainerRuntime runtime = connect(engine);
                    AutoCloseable listening = runtime.listen(listener)) {
                assertThat(listening).isNotNull();
                body.run(engine, runtime);
            }
            assertThat(faults).isEmpty();
        }
    }

    private interface Body {
        void run(NestedDockerd engine, DockerContainerRuntime runtime) throws Exception;
    }

    @Test
    void liveRestoreKeepsContainersAndTheExitCodesOfThoseThatEndMeanwhile() throws Exception {
        withEngine(true, (engine, runtime) -> {
            for (boolean kill : new boolean[] {false, true}) {
                String stays = start(runtime, "stays-" + kill, HEARS);
                String ends = start(runtime, "ends-" + kill, "sleep 1; exit 9");
                int pid = look(runtime, stays).pid();

                awayAndBack(engine, runtime, kill, true);

                assertThat(look(runtime, stays).state()).isEqualTo(State.RUNNING);
                assertThat(look(runtime, stays).pid()).isEqualTo(pid);
                Awaitility.await("the end of the other")
                        .atMost(Duration.ofSeconds(10))
                        .until(() -> look(runtime, ends).state() == State.EXITED);
                assertThat(look(runtime, ends).exitCode()).contains(9);

                runtime.stop(stays, Duration.ofSeconds(5));
                assertThat(look(runtime, stays).exitCode()).contains(7);
                awaitHeard("die " + stays);
            }
        });
    }

    @Test
    void withoutLiveRestoreContainersEndWithTheEngineAndKeepTheirExitCodes() throws Exception {
        withEngine(false, (engine, runtime) -> {
            for (boolean kill : new boolean[] {false, true}) {
                String hears = start(runtime, "hears-" + kill, HEARS);
                String ended = start(runtime, "ended-" + kill, "exit 9");
                awaitHeard("die " + ended);
                // The engine tells of an end before it has kept the exit code. It does both under the container's lock,
                // which looking needs too: what was looked at is kept.
                assertThat(look(runtime, ended).exitCode()).contains(9);

                awayAndBack(engine, runtime, kill, false);

                assertThat(look(runtime, hears).state()).isEqualTo(State.EXITED);
                assertThat(look(runtime, hears).exitCode()).contains(7);
                assertThat(look(runtime, ended).exitCode()).contains(9);
                runtime.start(hears);
                awaitHeard("start " + hears);
                runtime.remove(hears);
            }
        });
    }
}
