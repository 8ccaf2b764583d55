package io.gantry.kit.agent;

import io.gantry.agent.node.Event;
import io.gantry.agent.node.NodeEngine;
import io.gantry.agent.node.NodeSettings;
import io.gantry.agent.node.NodeState;
import io.gantry.agent.node.Work;
import io.gantry.agent.node.WorkRunner;
import io.gantry.agent.node.metadata.ContainerFiles;
import io.gantry.agent.node.port.ContainerRuntime;
import io.gantry.agent.node.port.ControlPlane;
import io.gantry.agent.node.port.Host;
import io.gantry.agent.node.port.LogDestination;
import io.gantry.agent.node.port.TaskNetwork;
import io.gantry.agent.protocol.AcsMessage;
import io.gantry.agent.protocol.AgentMessage;
import io.gantry.agent.protocol.TcsMessage;
import io.gantry.base.Env;
import io.gantry.state.StateStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

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
    private final Pace pace;
    private Optional<Env.Timer> wake = Optional.empty();

    /** How long work takes. */
    public interface Pace {
        /** Until it takes effect; zero is at once, but never inside another piece. */
        Duration before(Work work);

        /** From its effect to the answer; asked when it has just been done. */
        default Duration after(Work work) {
            return Duration.ZERO;
        }
    }

    /** What a node has around it. */
    public record Surroundings(
            ContainerRuntime runtime,
            TaskNetwork network,
            ControlPlane controlPlane,
            Host host,
            StateStore store,
            ContainerFiles files) {
        /** Without metadata files of containers. */
        public Surroundings(
                ContainerRuntime runtime, TaskNetwork network, ControlPlane controlPlane, Host host, StateStore store) {
            this(runtime, network, controlPlane, host, store, ContainerFiles.none());
        }
    }

    /**
     * A node that goes on from what the store keeps.
     *
     * @param frames takes what the node says on its channels, in order
     * @param pace how long a piece of work takes
     */
    public SteppedNode(Env env, NodeSettings settings, Surroundings around, Consumer<AgentMessage> frames, Pace pace) {
        this.env = env;
        this.engine = new NodeEngine(env, settings, around.host(), NodeState.load(around.store()));
        this.runner = new WorkRunner(
                around.runtime(),
                around.network(),
                around.controlPlane(),
                around.host(),
                around.store(),
                settings.node(),
                new WorkRunner.Beside(around.files(), LogDestination.NONE));
        this.frames = frames;
        this.pace = pace;
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

    /** What comes of work arrives later, so that a process that was killed meanwhile does not hear of it. */
    private void run(Work work) {
        Optional<Event> answer = runner.run(work);
        Duration later = pace.after(work);
        answer.ifPresent(event -> {
            Env.Timer _ = env.timers().after(later, () -> offer(event));
        });
    }

    private void step() {
        wake.ifPresent(Env.Timer::cancel);
        for (Work work : engine.poll()) {
            if (work instanceof Work.SendAcs(AcsMessage message)) {
                frames.accept(message);
            } else if (work instanceof Work.SendTcs(TcsMessage message)) {
                frames.accept(message);
            } else {
                Env.Timer _ = env.timers().after(pace.before(work), () -> run(work));
            }
        }
        Duration until = Duration.between(env.now(), engine.nextWake());
        wake = Optional.of(env.timers().after(until.isNegative() ? Duration.ZERO : until, this::step));
    }
}
