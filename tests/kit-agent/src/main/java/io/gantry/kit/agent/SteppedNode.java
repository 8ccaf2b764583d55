package io.gantry.kit.agent;

import io.gantry.agent.node.Event;
import io.gantry.agent.node.NodeEngine;
import io.gantry.agent.node.NodeSettings;
import io.gantry.agent.node.NodeState;
import io.gantry.agent.node.Work;
import io.gantry.agent.node.WorkRunner;
import io.gantry.agent.node.port.ContainerRuntime;
import io.gantry.agent.node.port.ControlPlane;
import io.gantry.agent.node.port.Host;
import io.gantry.agent.protocol.AcsMessage;
import io.gantry.agent.protocol.AgentMessage;
import io.gantry.agent.protocol.TcsMessage;
import io.gantry.base.Env;
import io.gantry.state.StateStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A node in virtual time: the real engine of the agent, whose work is done by timers instead of threads. A simulation makes
 * as many as it likes on one clock; killing a node's {@code Env} and making another on the same store and runtime is a
 * restart.
 */
public final class SteppedNode {
    private final Env env;
    private final NodeEngine engine;
    private final WorkRunner runner;
    private final Consumer<AgentMessage> frames;
    private final Function<Work, Duration> delay;
    private Optional<Env.Timer> wake = Optional.empty();

    /** What a node has around it. */
    public record Surroundings(ContainerRuntime runtime, ControlPlane controlPlane, Host host, StateStore store) {}

    /**
     * A node that goes on from what the store keeps.
     *
     * @param frames takes what the node says on its channels, in order
     * @param delay how long a piece of work takes before it is done; zero is at once, but never inside another piece
     */
    public SteppedNode(
            Env env,
            NodeSettings settings,
            Surroundings around,
            Consumer<AgentMessage> frames,
            Function<Work, Duration> delay) {
        this.env = env;
        this.engine = new NodeEngine(env, settings, around.host(), NodeState.load(around.store()));
        this.runner =
                new WorkRunner(around.runtime(), around.controlPlane(), around.host(), around.store(), settings.node());
        this.frames = frames;
        this.delay = delay;
        AutoCloseable _ = around.runtime().listen(new ContainerRuntime.EventListener() {
            @Override
            public void changed(String containerId, Map<String, String> labels, String action) {
                later(new Event.Changed(containerId, labels, action));
            }

            @Override
            public void gap() {
                later(new Event.Gap());
            }
        });
        step();
    }

    /** Tells the node of something and does what follows. */
    public void offer(Event event) {
        engine.offer(event);
        step();
    }

    /** A frame of the control plane arrives. */
    public void hear(AcsMessage message) {
        offer(new Event.Heard(message));
    }

    /** The engine, to look into. */
    public NodeEngine engine() {
        return engine;
    }

    /** Events of the runtime arrive on its own time, never inside a call to it. */
    private void later(Event event) {
        Env.Timer _ = env.timers().after(Duration.ZERO, () -> offer(event));
    }

    private void step() {
        wake.ifPresent(Env.Timer::cancel);
        for (Work work : engine.poll()) {
            if (work instanceof Work.SendAcs(AcsMessage message)) {
                frames.accept(message);
            } else if (work instanceof Work.SendTcs(TcsMessage message)) {
                frames.accept(message);
            } else {
                Env.Timer _ = env.timers()
                        .after(delay.apply(work), () -> runner.run(work).ifPresent(this::offer));
            }
        }
        Duration until = Duration.between(env.now(), engine.nextWake());
        wake = Optional.of(env.timers().after(until.isNegative() ? Duration.ZERO : until, this::step));
    }
}
