package io.gantry.benchmarks.scale;

import io.gantry.agent.protocol.AcsMessage;
import io.gantry.agent.protocol.AgentMessage;
import io.gantry.agent.protocol.AgentMessages;
import io.gantry.agent.protocol.SessionQuery;
import io.gantry.agent.protocol.TaskPayload;
import io.gantry.ecs.port.AgentDesk;
import io.gantry.kit.Gen;
import io.gantry.kit.SimulatedEnv;
import io.gantry.models.ecs.EcsApi;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.ContainerStateChange;
import software.amazon.awssdk.services.ecs.model.DeregisterContainerInstanceRequest;
import software.amazon.awssdk.services.ecs.model.RegisterContainerInstanceRequest;
import software.amazon.awssdk.services.ecs.model.Resource;
import software.amazon.awssdk.services.ecs.model.SubmitTaskStateChangeRequest;

/**
 * Machines whose agents are connected and say yes: what shall run runs one to three seconds later, what shall stop has stopped
 * as soon, and a job ends by itself after some minutes. They remember nothing.
 */
final class ScaleHosts {
    private static final int CPU = 4096;
    private static final int MEMORY = 8192;
    private static final List<String> ZONES = List.of("a", "b", "c");
    private static final String DIGEST = "sha256:" + "9d6b58feebd2dbd3".repeat(4);
    private static final String HEARTBEAT = "{\"type\":\"HeartbeatMessage\"";

    private final ScaleServer server;
    private final SimulatedEnv env;
    private final Gen gen;
    private final List<Agent> agents = new ArrayList<>();
    private int hostPort = 32768;

    ScaleHosts(ScaleServer server, SimulatedEnv env, Gen gen) {
        this.server = server;
        this.env = env;
        this.gen = gen;
    }

    int count() {
        return agents.size();
    }

    /** A machine joins and its agent connects. */
    void join() {
        String zone = ZONES.get(agents.size() % ZONES.size());
        String arn = server.call(
                        EcsApi.REGISTER_CONTAINER_INSTANCE,
                        RegisterContainerInstanceRequest.builder()
                                .cluster(ScaleWorld.CLUSTER)
                                .attributes(Attribute.builder()
                                        .name("ecs.availability-zone")
                                        .value(zone)
                                        .build())
                                .totalResources(number("CPU", CPU), number("MEMORY", MEMORY))
                                .build())
                .containerInstance()
                .containerInstanceArn();
        Agent agent = new Agent(arn);
        agents.add(agent);
        agent.connect();
    }

    private static Resource number(String name, int value) {
        return Resource.builder().name(name).type("INTEGER").integerValue(value).build();
    }

    String anyArn() {
        return gen.oneOf(agents).arn;
    }

    boolean has(String arn) {
        return agents.stream().anyMatch(agent -> agent.arn.equals(arn));
    }

    /** A machine's connection breaks, and its agent is back after some seconds. */
    void interrupt() {
        Agent agent = gen.oneOf(agents);
        agent.drop();
        env.timers().after(Duration.ofSeconds(gen.between(2, 60)), agent::connect);
    }

    /** A machine is sent away and another one joins. */
    void exchange() {
        Agent gone = agents.remove(gen.below(agents.size()));
        gone.drop();
        server.call(
                EcsApi.DEREGISTER_CONTAINER_INSTANCE,
                DeregisterContainerInstanceRequest.builder()
                        .cluster(ScaleWorld.CLUSTER)
                        .containerInstance(gone.arn)
                        .force(true)
                        .build());
        join();
    }

    /** Tells that a task runs. */
    private void runs(TaskPayload task) {
        hostPort = hostPort == 60999 ? 32768 : hostPort + 1;
        int port = hostPort;
        List<ContainerStateChange> containers = new ArrayList<>();
        task.containers()
                .forEach(container -> containers.add(ContainerStateChange.builder()
                        .containerName(container.name())
                        .runtimeId(env.newSecret(32))
                        .imageDigest(DIGEST)
                        .status("RUNNING")
                        .networkBindings(
                                container.portMappings().isEmpty()
                                        ? List.of()
                                        : List.of(software.amazon.awssdk.services.ecs.model.NetworkBinding.builder()
                                                .bindIP("0.0.0.0")
                                                .containerPort(80)
                                                .hostPort(port)
                                                .protocol("tcp")
                                                .build()))
                        .build()));
        submit(task.arn(), "RUNNING", containers);
    }

    /** Tells that a task has ended, whatever was wanted of it. */
    void ends(String task, int exitCode) {
        submit(
                task,
                "STOPPED",
                ScaleWorld.CONTAINERS.stream()
                        .map(name -> ContainerStateChange.builder()
                                .containerName(name)
                                .status("STOPPED")
                                .exitCode(exitCode)
                                .build())
                        .toList());
    }

    private void submit(String task, String status, List<ContainerStateChange> containers) {
        server.call(
                EcsApi.SUBMIT_TASK_STATE_CHANGE,
                SubmitTaskStateChangeRequest.builder()
                        .cluster(ScaleWorld.CLUSTER)
                        .task(task)
                        .status(status)
                        .containers(containers)
                        .build());
    }

    private void soon(Runnable task) {
        env.timers().after(Duration.ofMillis(gen.between(1000, 3000)), task);
    }

    /** The agent of one machine. */
    private final class Agent implements AgentDesk.Channel {
        private final String arn;
        private Optional<AgentDesk.Session> session = Optional.empty();

        Agent(String arn) {
            this.arn = arn;
        }

        void connect() {
            URI url = new SessionQuery(ScaleWorld.CLUSTER, arn, "1.105.0", "bench", "20.10", "2", true, "1")
                    .acs("http://127.0.0.1/acs/");
            session = Optional.of(server.connect(url.getRawQuery(), this));
        }

        void drop() {
            Optional<AgentDesk.Session> open = session;
            session = Optional.empty();
            open.ifPresent(AgentDesk.Session::onClose);
        }

        @Override
        public void send(String frame) {
            if (frame.startsWith(HEARTBEAT)) {
                // Most frames are these; taking them apart would be most of the time.
                String id =
                        frame.substring(frame.indexOf("messageId\":\"") + 12).substring(0, 32);
                say("{\"type\":\"HeartbeatAckRequest\",\"message\":{\"messageId\":\"" + id + "\"}}");
                return;
            }
            switch (AgentMessages.decode(frame).orElseThrow()) {
                case AcsMessage.PayloadMessage payload -> {
                    say(new AcsMessage.AckRequest(ScaleWorld.CLUSTER, arn, payload.messageId()));
                    payload.tasks().forEach(this::obey);
                }
                case AcsMessage.TaskManifestMessage manifest ->
                    say(new AcsMessage.AckRequest(ScaleWorld.CLUSTER, arn, manifest.messageId()));
                case AgentMessage other -> throw new IllegalStateException("an agent is told " + other);
            }
        }

        private void obey(TaskPayload task) {
            if (task.desiredStatus().equals("STOPPED")) {
                soon(() -> ends(task.arn(), 143));
                return;
            }
            soon(() -> runs(task));
            if (task.family().equals(ScaleWorld.JOB)) {
                env.timers().after(Duration.ofSeconds(gen.between(180, 600)), () -> ends(task.arn(), 0));
            }
        }

        private void say(AcsMessage message) {
            say(AgentMessages.encode(message));
        }

        /** Frames take a moment: nobody answers inside the call that asks. */
        private void say(String frame) {
            env.timers().after(Duration.ofMillis(1), () -> session.ifPresent(open -> open.onText(frame)));
        }

        @Override
        public void close(int code, String reason) {
            session = Optional.empty();
        }
    }
}
