package io.gantry.node;

import io.gantry.agent.node.Event;
import io.gantry.agent.node.NodeEngine;
import io.gantry.agent.node.NodeSettings;
import io.gantry.agent.node.NodeState;
import io.gantry.agent.node.WorkRunner;
import io.gantry.agent.node.metadata.ContainerFiles;
import io.gantry.agent.node.metadata.MetadataShapes;
import io.gantry.agent.node.metadata.TaskEndpoint;
import io.gantry.agent.node.port.ContainerOutput;
import io.gantry.agent.node.port.ContainerRuntime;
import io.gantry.agent.node.port.ContainerRuntime.Engine;
import io.gantry.agent.node.port.MetadataFiles;
import io.gantry.agent.node.port.Terminals;
import io.gantry.agent.node.task.Admission;
import io.gantry.agent.protocol.AcsMessage;
import io.gantry.agent.protocol.AgentMessage;
import io.gantry.agent.protocol.AgentTimers;
import io.gantry.agent.protocol.SessionQuery;
import io.gantry.base.Env;
import io.gantry.network.linux.LinuxTaskNetwork;
import io.gantry.network.linux.LinuxTrafficFaults;
import io.gantry.settings.AccessKey;
import io.gantry.settings.HostAndPort;
import io.gantry.state.StateStore;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** The parts of a node, put together in the order of agent-protocol.md 2.1, and taken apart again. */
final class NodeProcess {
    static final String VERSION = "1.105.0";
    private static final String HASH = "gantry";
    private static final Logger LOG = LoggerFactory.getLogger(NodeProcess.class);

    /** Time for three attempts of TCP's, after 0, 1 and 3 s; the pause before its fourth is longer than our own. */
    private static final Duration CONNECTING = Duration.ofMillis(3500);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Env env;
    private final NodeConfig config;
    private final ContainerRuntime runtime;
    private final Terminals terminals;
    private final ContainerOutput printed;
    private final StateStore store;
    private final AtomicBoolean sendCredentials = new AtomicBoolean(true);
    private final HttpClient http;
    private Optional<Driver> driver = Optional.empty();
    private Optional<Channel> acs = Optional.empty();
    private Optional<Channel> tcs = Optional.empty();
    private Optional<LocalQuestions> questions = Optional.empty();
    private Optional<TaskQuestions> taskQuestions = Optional.empty();
    private Optional<TaskNames> taskNames = Optional.empty();
    private Optional<CommandCalls> commands = Optional.empty();
    private Optional<AutoCloseable> events = Optional.empty();
    private Optional<Shipped> output = Optional.empty();

    NodeProcess(
            Env env,
            NodeConfig config,
            ContainerRuntime runtime,
            Terminals terminals,
            ContainerOutput printed,
            StateStore store) {
        this.env = env;
        this.config = config;
        this.runtime = runtime;
        this.terminals = terminals;
        this.printed = printed;
        this.store = store;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECTING)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /**
     * Starts everything. A node that is registered already looks after its containers at once, whether or not the server
     * answers.
     *
     * @param endpoint where the server is; asked before each call
     */
    void start(AccessKey key, String region, Supplier<URI> endpoint) throws InterruptedException, IOException {
        Engine engine = runtime.engine();
        Machine machine = new Machine(engine, config.taskPids());
        Signing signing = new Signing(key, region, "ecs", env);
        Ec2Api groups = new Ec2Api(http, endpoint, new Signing(key, region, "ec2", env));
        EcsApi api = new EcsApi(new JsonCalls(http, endpoint), signing, groups);
        NodeState.Identity self = identity();
        Optional<String> networks = LinuxTaskNetwork.missing();
        networks.ifPresent(why -> LOG.warn("tasks of network mode awsvpc cannot run on this host: {}", why));
        int memory = Math.max(0, machine.memoryMiB() - config.reservedMemory());
        HostUnderlay underlay = new HostUnderlay(config.networkAddress(), endpoint);
        Registration registration = new Registration(
                api,
                config,
                () -> attributes(engine, machine, networks.isEmpty(), underlay),
                machine.cpuUnits(),
                memory,
                env);
        boolean known = !self.containerInstanceArn().isEmpty();
        NodeState.Identity registered = known ? self : register(registration, self);
        NodeSettings settings = NodeSettings.of(
                        config.cluster(), registered.node(), region, new Admission(machine.cpuUnits(), memory))
                .withPullBehaviour(config.pullBehaviour())
                .withImageCleanup(config.imageCleanup())
                .withLogDrivers(Capabilities.logDrivers(engine))
                .withWaits(Duration.ofSeconds(30), config.cleanupWait())
                .withTaskNetworks(networks.isEmpty())
                .withSandboxPool(config.sandboxPool())
                .withTaskEndpoint(config.taskEndpointUrl());
        LinuxTaskNetwork network =
                new LinuxTaskNetwork(registered.node(), config.taskEndpoint().map(HostAndPort::host), underlay);
        WorkRunner.Beside beside = beside(registered, region, underlay, key, endpoint);
        WorkRunner runner = new WorkRunner(runtime, network, api, machine, store, registered.node(), beside);
        NodeEngine agent = new NodeEngine(env, settings, machine, NodeState.load(store));
        Driver made = new Driver(env, agent, runner, this::sendAcs, this::sendTcs);
        driver = Optional.of(made);
        events = Optional.of(runtime.listen(made));
        made.start();
        answerLocally(made, registered);
        answerTasks(made, api, registered, region);
        if (networks.isEmpty()) {
            answerNames(network, region);
        }
        if (known) {
            NodeState.Identity _ = register(registration, self);
        }
        Runnable connected = () -> {
            if (networks.isEmpty() && underlay.changed()) {
                Thread _ = Thread.ofVirtual().start(() -> registerAgain(registration, registered));
            }
        };
        commands = Optional.of(new CommandCalls(env, made::ask, terminals, http, signing, endpoint));
        connect(engine, api, signing, registered, made, connected);
        LOG.info("container instance {} in cluster {}", registered.containerInstanceArn(), config.cluster());
    }

    /** What containers have beside the engine's; their output is shipped from now on, that of an earlier process too. */
    private WorkRunner.Beside beside(
            NodeState.Identity self, String region, HostUnderlay underlay, AccessKey key, Supplier<URI> endpoint) {
        LogsApi logs = new LogsApi(new JsonCalls(http, endpoint), inRegion -> new Signing(key, inRegion, "logs", env));
        LogShipping shipping = new LogShipping(env, self.node(), runtime, printed, logs);
        output = Optional.of(new Shipped(shipping, runtime.listen(shipping)));
        shipping.gap();
        return new WorkRunner.Beside(files(self, region, underlay), shipping);
    }

    /** Stops; containers keep running (agent-protocol.md 18.3). */
    void stop() throws InterruptedException {
        acs.ifPresent(Channel::end);
        tcs.ifPresent(Channel::end);
        commands.ifPresent(CommandCalls::close);
        if (driver.isPresent()) {
            removeSpares(driver.get());
            driver.get().end(PATIENCE);
        }
        questions.ifPresent(LocalQuestions::close);
        taskQuestions.ifPresent(TaskQuestions::close);
        taskNames.ifPresent(TaskNames::close);
        events.ifPresent(NodeProcess::close);
        output.ifPresent(shipped -> {
            close(shipped.events());
            shipped.shipping().close();
        });
    }

    /** What ships output, and the events that it hears. */
    private record Shipped(LogShipping shipping, AutoCloseable events) {}

    private Map<String, String> attributes(
            Engine engine, Machine machine, boolean taskNetworks, HostUnderlay underlay) {
        Map<String, String> all = new TreeMap<>(Capabilities.of(
                engine, machine.taskLimits(), taskNetworks, Machine.architecture(), config.attributes()));
        if (taskNetworks) {
            all.putAll(underlay.attributes());
        }
        return all;
    }

    /** Other hosts are to send this one's tasks what is theirs to another address. */
    private void registerAgain(Registration registration, NodeState.Identity self) {
        try {
            NodeState.Identity _ = register(registration, self);
        } catch (Registration.Terminal refused) {
            LOG.error("{}", refused.getMessage());
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
    }

    /** The containers of tasks keep running; those that no task has do not. What is left when this fails, the next start removes. */
    private void removeSpares(Driver from) {
        List<String> spares = from.ask(NodeEngine::endSpares)
                .completeOnTimeout(List.of(), PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        ExecutorService removals = Executors.newVirtualThreadPerTaskExecutor();
        CompletableFuture<?> all = CompletableFuture.allOf(spares.stream()
                .map(id -> CompletableFuture.runAsync(() -> runtime.remove(id), removals))
                .toArray(CompletableFuture[]::new));
        try {
            all.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        } catch (CompletionException left) {
            LOG.debug("sandboxes that nobody has: {}", left.getMessage());
        }
    }

    private NodeState.Identity register(Registration registration, NodeState.Identity self)
            throws InterruptedException {
        String arn = registration.register(self.containerInstanceArn());
        if (!self.containerInstanceArn().isEmpty()
                && !self.containerInstanceArn().equals(arn)) {
            throw new Registration.Terminal(
                    "The server answered another container instance than this node was: " + arn);
        }
        if (arn.equals(self.containerInstanceArn())) {
            return self;
        }
        NodeState.Identity registered = new NodeState.Identity(
                self.node(), config.cluster(), arn, self.sequence(), self.nextOrder(), self.nextPort());
        NodeState.save(store, registered);
        return registered;
    }

    private NodeState.Identity identity() {
        Optional<NodeState.Identity> kept = NodeState.load(store).identity();
        kept.filter(self -> !self.cluster().equals(config.cluster())).ifPresent(self -> {
            throw new Registration.Terminal("This node belongs to cluster " + self.cluster() + ", but node.cluster is "
                    + config.cluster() + ". Change it back, or remove " + config.directory() + " to begin anew.");
        });
        return kept.orElseGet(() -> {
            NodeState.Identity fresh = new NodeState.Identity(env.newId(), config.cluster(), "", 0, 1, 0);
            NodeState.save(store, fresh);
            return fresh;
        });
    }

    private void connect(
            Engine engine, EcsApi api, Signing signing, NodeState.Identity self, Driver made, Runnable connected) {
        Endpoints endpoints = new Endpoints(api, config.cluster(), self.containerInstanceArn(), env);
        Socket.Opener opener = Socket.opener(http, signing);
        Channel telemetry = new Channel(
                Channel.Kind.TCS,
                () -> query(self, engine).tcs(endpoints.tcs()),
                opener,
                listener(Event.Channel.TCS, made, endpoints, () -> {}),
                env);
        Channel control = new Channel(
                Channel.Kind.ACS,
                () -> query(self, engine).acs(endpoints.acs()),
                opener,
                listener(Event.Channel.ACS, made, endpoints, connected),
                env);
        tcs = Optional.of(telemetry);
        acs = Optional.of(control);
        control.start();
        telemetry.start();
    }

    private SessionQuery query(NodeState.Identity self, Engine engine) {
        return new SessionQuery(
                config.cluster(),
                self.containerInstanceArn(),
                VERSION,
                HASH,
                engine.version(),
                "2",
                sendCredentials.get(),
                "1");
    }

    private Channel.Listener listener(Event.Channel channel, Driver made, Endpoints endpoints, Runnable connected) {
        return new Channel.Listener() {
            @Override
            public void connection(boolean nowOpen) {
                if (nowOpen) {
                    connected.run();
                }
                made.offer(new Event.Connection(channel, nowOpen));
                if (!nowOpen) {
                    endpoints.doubt();
                } else if (channel == Event.Channel.ACS) {
                    sendCredentials.set(false);
                    tcs.ifPresent(Channel::release);
                }
            }

            @Override
            public void heard(AgentMessage message) {
                if (message instanceof AcsMessage.GantryExecuteCommandMessage call) {
                    commands.ifPresent(calls -> calls.heard(call));
                } else if (channel == Event.Channel.ACS && message instanceof AcsMessage acsMessage) {
                    made.offer(new Event.Heard(acsMessage));
                }
            }

            @Override
            public void inactive() {
                if (channel == Event.Channel.ACS) {
                    tcs.ifPresent(other -> other.hold(env.now().plus(AgentTimers.INACTIVE_INSTANCE)));
                }
            }
        };
    }

    private void answerTasks(Driver made, EcsApi api, NodeState.Identity self, String region) {
        MetadataShapes shapes = new MetadataShapes(config.cluster(), self.node(), config.zone(region));
        TaskEndpoint endpoint = new TaskEndpoint(
                env,
                runtime,
                shapes,
                new EngineQuestions(made::ask, api::tags, self.containerInstanceArn()),
                new LinuxTrafficFaults(config.taskEndpoint().map(HostAndPort::host)));
        taskQuestions = config.taskEndpoint().map(at -> new TaskQuestions(env, at, endpoint));
        taskQuestions.ifPresent(TaskQuestions::start);
    }

    private void answerNames(LinuxTaskNetwork network, String region) {
        taskNames =
                config.taskEndpoint().map(at -> new TaskNames(env, at.host(), region, network, config.nameServers()));
        taskNames.ifPresent(TaskNames::start);
    }

    private ContainerFiles files(NodeState.Identity self, String region, HostUnderlay underlay) {
        return new ContainerFiles(
                config.containerMetadata()
                        ? new HostMetadataFiles(config.directory().resolve("metadata"))
                        : MetadataFiles.NONE,
                new ContainerFiles.Facts(
                        config.cluster(),
                        self.containerInstanceArn(),
                        config.zone(region),
                        () -> underlay.get().map(here -> here.address())));
    }

    private void answerLocally(Driver made, NodeState.Identity self) throws IOException {
        ObjectNode metadata = EcsApi.JSON.createObjectNode();
        metadata.put("Cluster", config.cluster());
        metadata.put("ContainerInstanceArn", self.containerInstanceArn());
        metadata.put("Version", "Gantry - v" + VERSION);
        String token = env.newSecret(32);
        LocalQuestions answering = new LocalQuestions(config.listen(), runtime, token, metadata, made::ask);
        questions = Optional.of(answering);
        ObjectNode file = EcsApi.JSON.createObjectNode();
        file.put("pid", ProcessHandle.current().pid());
        file.put("introspection", answering.address());
        file.put("token", token);
        file.put("node", self.node());
        file.put("containerInstanceArn", self.containerInstanceArn());
        Path target = config.directory().resolve("node.json");
        Path fresh = Files.createTempFile(
                config.directory(),
                "node",
                ".json",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, EcsApi.JSON.writeValueAsBytes(file));
        Path _ = Files.move(fresh, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void sendAcs(AgentMessage message) {
        acs.ifPresent(channel -> channel.send(message));
    }

    private void sendTcs(AgentMessage message) {
        tcs.ifPresent(channel -> channel.send(message));
    }

    private static void close(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception late) {
            LOG.debug("closing: {}", late.getMessage());
        }
    }
}
