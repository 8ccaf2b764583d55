package io.gantry.simulation;

import io.gantry.agent.node.Event;
import io.gantry.agent.node.NodeSettings;
import io.gantry.agent.node.NodeState;
import io.gantry.agent.node.Work;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.port.ContainerRuntime.State;
import io.gantry.agent.node.port.ControlPlane;
import io.gantry.agent.node.port.Host;
import io.gantry.agent.node.task.Admission;
import io.gantry.agent.node.task.NodeTask;
import io.gantry.agent.protocol.AcsMessage;
import io.gantry.agent.protocol.AgentMessage;
import io.gantry.agent.protocol.AgentTimers;
import io.gantry.agent.protocol.SessionQuery;
import io.gantry.kit.Gen;
import io.gantry.kit.SimulatedEnv;
import io.gantry.kit.agent.FakeContainerRuntime;
import io.gantry.kit.agent.FakeTaskNetwork;
import io.gantry.kit.agent.SteppedNode;
import io.gantry.models.ecs.EcsApi;
import io.gantry.state.StoreUnavailableException;
import io.gantry.store.embedded.EmbeddedStateStore;
import io.gantry.store.embedded.MemoryJournal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A machine: its containers and disk outlive the node's process, which is put together as {@code apps/node} does. */
final class SimulatedNode {
    private static final String CLUSTER = "default";
    private static final String TERMINAL = "ClientException InvalidParameterException";

    private final World world;
    private final String name;
    private final Machine machine;
    private final Gen gen;
    private final MemoryJournal journal = new MemoryJournal();
    private final FakeContainerRuntime docker;
    private final FakeTaskNetwork networks;
    private Optional<Life> life = Optional.empty();
    private Duration passed = Duration.ZERO;
    private boolean gone;

    /** What a machine has, and where it stands. */
    record Machine(int cpu, int memory, String zone) {}

    SimulatedNode(World world, String name, Machine machine, Gen gen) {
        this.world = world;
        this.name = name;
        this.machine = machine;
        this.gen = gen;
        this.docker = new FakeContainerRuntime(new SimulatedEnv(world.clock, gen.split()), this::pass, world.registry);
        this.networks = new FakeTaskNetwork(
                pid -> docker.everything().stream().anyMatch(container -> pid > 0 && container.pid() == pid));
    }

    String name() {
        return name;
    }

    Machine machine() {
        return machine;
    }

    FakeContainerRuntime docker() {
        return docker;
    }

    boolean isAlive() {
        return life.isPresent();
    }

    /** Whether the control plane has sent it away; its containers are nobody's matter any more. */
    boolean isGone() {
        return gone;
    }

    /** What the node knows of its tasks; nothing while its process is dead or has not begun. */
    Collection<NodeTask> tasks() {
        return life.flatMap(alive -> alive.agent)
                .map(agent -> agent.engine().tasks())
                .orElse(List.of());
    }

    /** The ARN under which it is registered; empty before. */
    String arn() {
        return life.map(alive -> alive.identity.containerInstanceArn()).orElse("");
    }

    /** A call takes time: it is noted, and the answer comes so much later. */
    void pass(Duration time) {
        passed = passed.plus(time);
    }

    private Duration takePassed() {
        Duration taken = passed;
        passed = Duration.ZERO;
        return taken;
    }

    void journal(MemoryJournal.Mode mode) {
        world.trace.say(name, "journal " + mode);
        journal.mode(mode);
    }

    void boot() {
        if (life.isEmpty() && !gone) {
            world.trace.say(name, "boots");
            journal.mode(MemoryJournal.Mode.WORKING);
            Life made = new Life();
            life = Optional.of(made);
            made.guarded(made::begin);
        }
    }

    void crash(String why) {
        life.ifPresent(alive -> {
            world.trace.say(name, "dies: " + why);
            life = Optional.empty();
            alive.env.kill();
            alive.acs.die();
            alive.tcs.die();
        });
    }

    private void crashAndBoot(String why, Duration pause) {
        crash(why);
        world.at(world.clock.now().plus(pause), this::boot);
    }

    /** Breaks a connection. */
    void drop(boolean telemetry) {
        life.ifPresent(alive -> (telemetry ? alive.tcs : alive.acs).drop());
    }

    /** One life of the node's process. */
    final class Life {
        private final SimulatedEnv env = new SimulatedEnv(world.clock, gen.split());
        private final EmbeddedStateStore store = EmbeddedStateStore.stepped(
                env,
                journal,
                NodeState.SCHEMA,
                (why, cause) -> crashAndBoot("its journal is lost", Duration.ofSeconds(2)));
        private final SimulatedChannel acs = new SimulatedChannel(world, this, false);
        private final SimulatedChannel tcs = new SimulatedChannel(world, this, true);
        private final NodeApi api = new NodeApi(world, SimulatedNode.this);
        private NodeState.Identity identity = new NodeState.Identity("", CLUSTER, "", 0, 1, 0);
        private Optional<SteppedNode> agent = Optional.empty();
        private boolean sendCredentials = true;
        private int attempts;

        SimulatedEnv env() {
            return env;
        }

        SimulatedNode node() {
            return SimulatedNode.this;
        }

        /** What cannot go on is started again, as the launcher does. */
        private void guarded(Runnable task) {
            try {
                task.run();
            } catch (RuntimeFailure | StoreUnavailableException cannot) {
                if (!env.isKilled()) {
                    crashAndBoot(String.valueOf(cannot.getMessage()), Duration.ofSeconds(3));
                }
            }
        }

        private void begin() {
            docker.engine();
            networks.restarted();
            Optional<NodeState.Identity> kept = NodeState.load(store).identity();
            identity = kept.orElseGet(() -> new NodeState.Identity(env.newId(), CLUSTER, "", 0, 1, 0));
            if (kept.isEmpty()) {
                NodeState.save(store, identity);
            }
            Duration took = takePassed();
            env.timers()
                    .after(
                            took,
                            () -> guarded(() -> {
                                if (!identity.containerInstanceArn().isEmpty()) {
                                    startAgent();
                                }
                                register();
                            }));
        }

        private void startAgent() {
            NodeSettings settings = NodeSettings.of(
                            CLUSTER,
                            identity.node(),
                            SimulatedServer.REGION,
                            new Admission(machine.cpu(), machine.memory()))
                    .withSampling(Duration.ofSeconds(20))
                    .withTaskEndpoint("");
            agent = Optional.of(new SteppedNode(
                    env,
                    settings,
                    new SteppedNode.Surroundings(docker, networks, api, host(), store),
                    this::say,
                    new SteppedNode.Pace() {
                        @Override
                        public Duration before(Work work) {
                            return Duration.ofMillis(gen.chance(0.05) ? gen.below(2000) : gen.below(30));
                        }

                        @Override
                        public Duration after(Work work) {
                            world.trace.say(
                                    name,
                                    "did " + work.getClass().getSimpleName() + " "
                                            + work.subject()
                                                    .map(Work.Target::toString)
                                                    .orElse(""));
                            return takePassed();
                        }
                    }));
        }

        private void register() {
            String known = identity.containerInstanceArn();
            try {
                String arn = api.call(EcsApi.REGISTER_CONTAINER_INSTANCE, Registrations.request(known, machine))
                        .containerInstance()
                        .containerInstanceArn();
                env.timers().after(takePassed(), () -> guarded(() -> registered(arn)));
            } catch (ControlPlane.Refused refused) {
                Duration took = takePassed();
                if (!refused.code().isEmpty() && TERMINAL.contains(refused.code())) {
                    sentAway(String.valueOf(refused.getMessage()));
                    return;
                }
                attempts++;
                Duration pause = refused.code().isEmpty()
                        ? Duration.ofMillis(500)
                        : AgentTimers.REGISTER.delay(attempts, env.random().nextDouble());
                env.timers().after(took.plus(pause), () -> guarded(this::register));
            }
        }

        private void registered(String arn) {
            if (identity.containerInstanceArn().isEmpty()) {
                identity = new NodeState.Identity(identity.node(), CLUSTER, arn, 0, 1, 0);
                NodeState.save(store, identity);
                startAgent();
            }
            world.trace.say(name, "is " + arn);
            acs.start();
            tcs.start();
        }

        private void sentAway(String why) {
            gone = true;
            crash("sent away: " + why);
        }

        private void say(AgentMessage message) {
            if (message instanceof AcsMessage) {
                acs.send(message);
            } else {
                tcs.send(message);
            }
        }

        SessionQuery query() {
            return new SessionQuery(
                    CLUSTER,
                    identity.containerInstanceArn(),
                    "1.105.0",
                    "gantry",
                    "20.10.24",
                    "2",
                    sendCredentials,
                    "1");
        }

        void connection(boolean telemetry, boolean isOpen) {
            agent.ifPresent(node ->
                    node.offer(new Event.Connection(telemetry ? Event.Channel.TCS : Event.Channel.ACS, isOpen)));
            if (isOpen && !telemetry) {
                sendCredentials = false;
                tcs.start();
            }
        }

        void heard(AcsMessage message) {
            agent.ifPresent(node -> node.hear(message));
        }

        /** The control plane says that this instance is deregistered. */
        void inactive() {
            tcs.hold(AgentTimers.INACTIVE_INSTANCE);
            gone = true;
        }
    }

    private Host host() {
        return new Host() {
            @Override
            public boolean bindable(int port, String protocol) {
                return docker.everything().stream()
                        .filter(container -> container.state() == State.RUNNING)
                        .flatMap(container -> container.ports().stream())
                        .noneMatch(taken ->
                                taken.hostPort() == port && taken.protocol().equals(protocol));
            }

            @Override
            public Optional<String> createTaskGroup(String taskId, double cpu, int memoryMiB) {
                return Optional.of("/ecs/" + taskId);
            }

            @Override
            public void removeTaskGroup(String taskId) {}
        };
    }
}
