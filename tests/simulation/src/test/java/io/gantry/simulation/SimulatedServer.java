package io.gantry.simulation;

import io.gantry.agent.protocol.Refusal;
import io.gantry.base.AwsError;
import io.gantry.control.ControlLoop;
import io.gantry.control.Leadership;
import io.gantry.ecs.Ecs;
import io.gantry.ecs.port.AgentDesk;
import io.gantry.kit.Gen;
import io.gantry.kit.RerunningStore;
import io.gantry.kit.SimulatedEnv;
import io.gantry.models.ecs.EcsApi;
import io.gantry.state.StateStore;
import io.gantry.state.StoreUnavailableException;
import io.gantry.state.View;
import io.gantry.store.embedded.EmbeddedStateStore;
import io.gantry.store.embedded.MemoryJournal;
import io.gantry.wire.CallContext;
import io.gantry.wire.InProcessCaller;
import io.gantry.wire.OperationRegistry;
import io.gantry.wire.Principal;
import io.gantry.wire.model.OperationType;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The control plane as {@code apps/server} puts it together, without threads and sockets. It can die and come back. */
final class SimulatedServer {
    static final String ACCOUNT = "123456789012";
    static final String REGION = "eu-central-1";
    private static final CallContext ROOT = new CallContext(
            ACCOUNT,
            REGION,
            new Principal("arn:aws:iam::" + ACCOUNT + ":root", "AKIAROOT", true),
            "request",
            URI.create("http://127.0.0.1:4566"));

    private final World world;
    private final Gen gen;
    private final MemoryJournal journal = new MemoryJournal();
    private final List<Connection> connections = new ArrayList<>();
    private Optional<Running> running = Optional.empty();
    private View last;
    private long life;

    SimulatedServer(World world, Gen gen) {
        this.world = world;
        this.gen = gen;
        this.last = reopened();
    }

    /** One life of the process. */
    private final class Running {
        final SimulatedEnv env = new SimulatedEnv(world.clock, gen.split());
        final EmbeddedStateStore store =
                EmbeddedStateStore.stepped(env, journal, Ecs.schema(), (why, cause) -> crash("its journal is lost"));
        final InProcessCaller caller;
        final ControlLoop loop;
        final AgentDesk desk;
        private boolean loopDue;
        private boolean deskDue;

        Running() {
            StateStore rerunning = new RerunningStore(store, gen.split());
            Ecs ecs = Ecs.open(new Ecs.Context(env, rerunning, world.plan.serviceTiming()));
            caller = new InProcessCaller(
                    OperationRegistry.of(List.of(EcsApi.MODEL), ecs.operations()), (call, type, input) -> {});
            loop = new ControlLoop(env, rerunning, Leadership.always(), ecs.reconcilers());
            desk = ecs.agentDesk();
        }

        void begin() {
            loop.onReady(this::loopLater);
            desk.onReady(this::deskLater);
        }

        private void loopLater() {
            if (!loopDue) {
                loopDue = true;
                later(() -> {
                    loopDue = false;
                    if (loop.poll()) {
                        loopLater();
                    }
                });
            }
        }

        private void deskLater() {
            if (!deskDue) {
                deskDue = true;
                later(() -> {
                    deskDue = false;
                    guarded(this, "agent sessions", desk::poll);
                });
            }
        }

        private void later(Runnable task) {
            env.timers().after(Duration.ofMillis(gen.below(10)), task);
        }
    }

    /** Which of its lives this is. */
    long life() {
        return life;
    }

    boolean isAlive() {
        return running.isPresent();
    }

    void start() {
        world.trace.say("server", "starts at revision " + journal.revision());
        journal.mode(MemoryJournal.Mode.WORKING);
        life++;
        Running made = new Running();
        running = Optional.of(made);
        made.begin();
    }

    /** Ends without a word, between any two steps or inside one. */
    void crash(String why) {
        if (running.isPresent()) {
            world.trace.say("server", "dies: " + why);
            running.get().env.kill();
            running = Optional.empty();
            last = reopened();
            List.copyOf(connections).forEach(Connection::serverDied);
            connections.clear();
        }
    }

    /** How the journal's next appends go. */
    void journal(MemoryJournal.Mode mode) {
        world.trace.say("server", "journal " + mode);
        journal.mode(mode);
    }

    /** The newest durable state, also of a dead server. */
    View view() {
        return running.map(alive -> alive.store.view()).orElse(last);
    }

    /** The store of the living server, to be tampered with. */
    StateStore store() {
        return running.orElseThrow().store;
    }

    /** Reports a fault as its own code would. */
    void fault(RuntimeException cause) {
        running.ifPresent(alive -> alive.env.faults().report("the simulation", cause));
    }

    private View reopened() {
        SimulatedEnv reader = new SimulatedEnv(world.clock, new Gen(0));
        return EmbeddedStateStore.stepped(reader, journal, Ecs.schema(), (why, cause) -> {})
                .view();
    }

    /**
     * Calls an operation, as the gateway does once it has verified a request.
     *
     * @throws AwsError when it is refused
     * @throws Unanswered when the server is dead, or dies on it
     */
    <I, O> O call(OperationType<I, O> type, I input) {
        Running alive = running.orElseThrow(() -> new Unanswered("the server is dead"));
        try {
            O answer = alive.caller.call(type, input, ROOT);
            requireAlive(alive);
            return answer;
        } catch (AwsError refused) {
            requireAlive(alive);
            throw refused;
        } catch (StoreUnavailableException full) {
            requireAlive(alive);
            throw AwsError.server("ServerException", "The store cannot write.");
        } catch (Unanswered died) {
            throw died;
        } catch (RuntimeException broken) {
            requireAlive(alive);
            alive.env.faults().report("operation " + type.name(), broken);
            throw broken;
        }
    }

    private void requireAlive(Running alive) {
        if (!running.equals(Optional.of(alive))) {
            throw new Unanswered("the server died on it");
        }
    }

    /** Takes a websocket's upgrade. */
    Optional<Refusal> admit(String rawQuery) {
        Running alive = running.orElseThrow(() -> new Unanswered("the server is dead"));
        return alive.desk.admit(ACCOUNT, REGION, rawQuery);
    }

    /** Opens an admitted websocket. */
    void open(boolean telemetry, String rawQuery, Connection connection) {
        running.ifPresent(alive -> {
            connections.add(connection);
            guarded(
                    alive,
                    "agent sessions",
                    () -> connection.taken(
                            alive.desk.open(telemetry, ACCOUNT, REGION, rawQuery, connection.serverEnd())));
        });
    }

    /** Does something of a connection on the one thread of the agents' sessions. */
    void onSessions(Connection connection, Runnable task) {
        running.filter(alive -> connections.contains(connection))
                .ifPresent(alive -> guarded(alive, "agent sessions", task));
    }

    void forget(Connection connection) {
        connections.remove(connection);
    }

    /** As the driver of the sessions does: what is thrown is a fault, unless the process died of it. */
    private void guarded(Running alive, String where, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException broken) {
            if (running.equals(Optional.of(alive))) {
                alive.env.faults().report(where, broken);
            }
        }
    }
}
