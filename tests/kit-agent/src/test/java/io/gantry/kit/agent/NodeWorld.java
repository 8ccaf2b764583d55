package io.gantry.kit.agent;

import io.gantry.agent.node.Event;
import io.gantry.agent.node.NodeSettings;
import io.gantry.agent.node.NodeState;
import io.gantry.agent.node.PullBehaviour;
import io.gantry.agent.node.Work;
import io.gantry.agent.node.metadata.ContainerFiles;
import io.gantry.agent.node.port.ControlPlane;
import io.gantry.agent.node.port.Host;
import io.gantry.agent.node.port.MetadataFiles;
import io.gantry.agent.node.port.SecurityRules;
import io.gantry.agent.node.task.Admission;
import io.gantry.agent.node.task.NodeContainer;
import io.gantry.agent.node.task.NodeTask;
import io.gantry.agent.protocol.AcsMessage;
import io.gantry.agent.protocol.AgentMessage;
import io.gantry.agent.protocol.ContainerPayload;
import io.gantry.agent.protocol.TaskPayload;
import io.gantry.agent.protocol.TaskStateChange;
import io.gantry.agent.protocol.TaskStateChange.ContainerChange;
import io.gantry.kit.Gen;
import io.gantry.kit.SimulatedEnv;
import io.gantry.kit.VirtualClock;
import io.gantry.store.embedded.EmbeddedStateStore;
import io.gantry.store.embedded.MemoryJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One node with its engine, its store and a control plane that writes down what it is told. */
final class NodeWorld {
    static final String CLUSTER = "arn:aws:ecs:us-east-1:111122223333:cluster/default";
    static final String INSTANCE = "arn:aws:ecs:us-east-1:111122223333:container-instance/default/5d0c";

    final VirtualClock clock = new VirtualClock();
    final FakeContainerRuntime runtime;
    final FakeTaskNetwork network;
    final List<TaskStateChange> reports = new ArrayList<>();
    final List<AgentMessage> frames = new ArrayList<>();
    final Set<Integer> busyPorts = new HashSet<>();
    NodeSettings settings;
    MetadataFiles metadata = MetadataFiles.NONE;
    Duration workTime = Duration.ofMillis(1);
    Function<Work, Duration> workTimes = work -> workTime;
    SecurityRules rules = SecurityRules.NONE;
    Optional<String> refusal = Optional.empty();
    SteppedNode node;

    private final MemoryJournal journal = new MemoryJournal();
    private final Gen gen;
    private SimulatedEnv env;
    private long sequence = 1;

    NodeWorld(long seed) {
        gen = new Gen(seed);
        env = new SimulatedEnv(clock, gen);
        runtime = new FakeContainerRuntime(new SimulatedEnv(clock, new Gen(seed + 1)), clock::advance);
        network = new FakeTaskNetwork(
                pid -> runtime.everything().stream().anyMatch(container -> pid > 0 && container.pid() == pid));
        settings = NodeSettings.of("default", "node-1", "us-east-1", new Admission(4096, 8192))
                .withPullBehaviour(PullBehaviour.PREFER_CACHED)
                .withTaskNetworks(true);
        node = start();
    }

    /** The node's disk. */
    MemoryJournal journal() {
        return journal;
    }

    /** The node's process dies without a word and is started again. */
    void restart() {
        env.kill();
        network.restarted();
        env = new SimulatedEnv(clock, gen);
        node = start();
    }

    private SteppedNode start() {
        EmbeddedStateStore store = EmbeddedStateStore.stepped(
                env, journal, NodeState.SCHEMA, (why, cause) -> env.faults().report(why, cause));
        SteppedNode made = new SteppedNode(
                env,
                settings,
                new SteppedNode.Surroundings(
                        runtime,
                        network,
                        controlPlane(),
                        host(),
                        store,
                        new ContainerFiles(
                                metadata,
                                new ContainerFiles.Facts(
                                        "default", "instance-1", "us-east-1a", () -> Optional.of("10.0.0.5")))),
                frames::add,
                work -> workTimes.apply(work));
        made.offer(new Event.Connection(Event.Channel.ACS, true));
        return made;
    }

    private ControlPlane controlPlane() {
        return new ControlPlane() {
            @Override
            public void submitTaskStateChange(TaskStateChange change) {
                if (refusal.isPresent()) {
                    throw new ControlPlane.Refused(refusal.get(), "no");
                }
                reports.add(change);
            }

            @Override
            public SecurityRules securityRules(String vpcId) {
                if (refusal.isPresent()) {
                    throw new ControlPlane.Refused(refusal.get(), "no");
                }
                return rules;
            }
        };
    }

    private Host host() {
        return new Host() {
            @Override
            public boolean bindable(int port, String protocol) {
                return !busyPorts.contains(port);
            }

            @Override
            public Optional<String> createTaskGroup(String taskId, double cpu, int memoryMiB) {
                return Optional.of("/ecs/" + taskId);
            }

            @Override
            public void removeTaskGroup(String taskId) {}
        };
    }

    static String arn(String id) {
        return "arn:aws:ecs:us-east-1:111122223333:task/default/" + id;
    }

    static TaskPayload.Builder task(String id, ContainerPayload... containers) {
        return TaskPayload.builder(arn(id), "RUNNING")
                .taskClusterArn(CLUSTER)
                .family("shop")
                .version("3")
                .networkMode("bridge")
                .containers(List.of(containers));
    }

    static ContainerPayload.Builder container(String name, String image) {
        return ContainerPayload.builder(name, image).essential(true).memory(64);
    }

    void run(TaskPayload... tasks) {
        node.hear(new AcsMessage.PayloadMessage(
                "m" + sequence, CLUSTER, INSTANCE, 1, sequence++, Optional.empty(), List.of(tasks)));
    }

    void stop(String id) {
        run(TaskPayload.builder(arn(id), "STOPPED").build());
    }

    void manifest(String... running) {
        List<AcsMessage.TaskIdentifier> tasks = new ArrayList<>();
        for (String id : running) {
            tasks.add(new AcsMessage.TaskIdentifier(arn(id), CLUSTER, "RUNNING"));
        }
        node.hear(new AcsMessage.TaskManifestMessage("f" + sequence, CLUSTER, INSTANCE, 1, sequence++, tasks));
    }

    void advance(Duration time) {
        clock.advance(time);
    }

    NodeTask known(String id) {
        return node.engine().tasks().stream()
                .filter(task -> task.arn().equals(arn(id)))
                .findFirst()
                .orElseThrow();
    }

    NodeContainer known(String id, String container) {
        return known(id).container(container).orElseThrow();
    }

    /** What was said of a task, in words: {@code RUNNING}, {@code STOPPED}. */
    List<String> told(String id) {
        return reports.stream()
                .filter(change -> change.task().equals(arn(id)))
                .map(TaskStateChange::status)
                .toList();
    }

    TaskStateChange last(String id) {
        return reports.stream()
                .filter(change -> change.task().equals(arn(id)))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** The container's part of the last report that says anything of it; none at all for a task that never had one. */
    ContainerChange ended(String id, String container) {
        return reports.stream()
                .filter(change -> change.task().equals(arn(id)))
                .flatMap(change -> change.containers().stream())
                .filter(change -> change.containerName().equals(container))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    ContainerChange last(String id, String container) {
        return last(id).containers().stream()
                .filter(change -> change.containerName().equals(container))
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
