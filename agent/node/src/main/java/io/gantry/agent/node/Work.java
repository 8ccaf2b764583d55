package io.gantry.agent.node;

import io.gantry.agent.node.container.Volumes;
import io.gantry.agent.node.port.ContainerRuntime.ContainerSpec;
import io.gantry.agent.node.port.TaskNetwork;
import io.gantry.agent.node.task.TaskReports;
import io.gantry.agent.protocol.AcsMessage;
import io.gantry.agent.protocol.TcsMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Something the engine asks of the outside. Whoever steps the engine does it, at once or later, in any order unless said
 * otherwise, and offers the {@link Event} that comes of it. Everything here may be done twice.
 */
public sealed interface Work {
    /** Make a task's volumes and control group. */
    record Prepare(String task, List<Volumes.Needed> volumes, double cpu, int memoryMiB) implements Work {}

    /**
     * Make the container that holds a task's network, and connect it.
     *
     * @param spare the one that is there already and has this name
     * @param introduction what the engine does not give it: the host name, where it was made for any task, and the name servers
     */
    record MakeSandbox(
            String task,
            ContainerSpec spec,
            TaskNetwork.Connection connection,
            Optional<Spare> spare,
            TaskNetwork.Introduction introduction)
            implements Work {}

    /**
     * A sandbox that belongs to no task.
     *
     * @param pid of its process
     */
    record Spare(String name, String runtimeId, int pid) {}

    /** Make a sandbox that belongs to no task yet. */
    record MakeSpare(ContainerSpec spec) implements Work {}

    /** Give a running container its task's host name instead of that of the sandbox. */
    record NameHost(String runtimeId, String hostName) implements Work {}

    /** Take a task's network away, and the container that holds it. */
    record RemoveSandbox(String task, String idOrName, TaskNetwork.Connection connection) implements Work {}

    /** Ask what the security groups of a VPC say, and let through that. */
    record FilterNetwork(String vpcId, Set<String> internet) implements Work {
        public FilterNetwork {
            internet = Set.copyOf(internet);
        }
    }

    /** Take away what an earlier process has left of tasks' networks. */
    record SweepNetworks(List<TaskNetwork.Connection> owned) implements Work {
        public SweepNetworks {
            owned = List.copyOf(owned);
        }
    }

    /** Ask the registry for an image's digest. */
    record Resolve(String task, String container, String image) implements Work {}

    /**
     * Pull an image.
     *
     * @param digest what to pull it by, when the registry was asked before
     * @param cacheWillDo an image that is here will do when the registry fails
     */
    record Pull(String task, String container, String image, String digest, boolean cacheWillDo) implements Work {}

    /**
     * Create a container.
     *
     * @param image whose digest is asked for, as the definition writes it; empty when it is known
     * @param described whether it gets a metadata file where this host has such files
     */
    record Create(String task, String container, ContainerSpec spec, String image, boolean described) implements Work {}

    /**
     * Start a container.
     *
     * @param shipping labels that say where its output is sent; empty when nowhere
     */
    record Start(String task, String container, String runtimeId, Map<String, String> shipping) implements Work {
        public Start {
            shipping = Map.copyOf(shipping);
        }
    }

    /** Stop a container, then look at it. */
    record Stop(String task, String container, String runtimeId, Duration grace) implements Work {}

    /** Look at a container, by id or by name. */
    record Inspect(String task, String container, String idOrName) implements Work {}

    /** Remove a container, by id or by name. */
    record Remove(String task, String container, String idOrName) implements Work {}

    /** Remove a task's volumes and control group. */
    record RemoveResources(String task, List<String> volumes) implements Work {}

    /** List every container with this node's label: what is asked at this moment may have changed when the answer comes. */
    record ListContainers(Instant asked) implements Work {}

    /** Stop and remove a container of ours that belongs to no task, and the volumes that were made for its task. */
    record RemoveOrphan(String runtimeId, String task) implements Work {}

    /** Tell the control plane. At most one for a task is under way. */
    record Submit(String task, TaskReports.Report report) implements Work {}

    /** Send a frame on ACS; lost when there is no connection. In the order given. */
    record SendAcs(AcsMessage message) implements Work {}

    /** Send a frame on TCS; lost when there is no connection. In the order given. */
    record SendTcs(TcsMessage message) implements Work {}

    /** Measure containers. */
    record Sample(List<Target> targets) implements Work {}

    /** A container to measure. */
    record Target(String task, String container, String runtimeId) {}

    /** See whether the engine answers. */
    record Probe() implements Work {}

    /** List images. */
    record ListImages() implements Work {}

    /** Remove an image's name. */
    record RemoveImage(String reference) implements Work {}

    /** Store changes. In the order given, one at a time. */
    record Persist(NodeState.Changes changes, long generation) implements Work {}

    /** For calls about one container: its task and name. */
    default Optional<Target> subject() {
        return switch (this) {
            case Resolve w -> Optional.of(new Target(w.task(), w.container(), ""));
            case Pull w -> Optional.of(new Target(w.task(), w.container(), ""));
            case Create w ->
                Optional.of(new Target(w.task(), w.container(), w.spec().name()));
            case Start w -> Optional.of(new Target(w.task(), w.container(), w.runtimeId()));
            case Stop w -> Optional.of(new Target(w.task(), w.container(), w.runtimeId()));
            case Inspect w -> Optional.of(new Target(w.task(), w.container(), w.idOrName()));
            case Remove w -> Optional.of(new Target(w.task(), w.container(), w.idOrName()));
            case MakeSpare _, NameHost _ -> Optional.empty();
            case MakeSandbox _, RemoveSandbox _, FilterNetwork _, SweepNetworks _ -> Optional.empty();
            case Prepare _, RemoveResources _, ListContainers _, RemoveOrphan _, Submit _, SendAcs _, SendTcs _ ->
                Optional.empty();
            case Sample _, Probe _, ListImages _, RemoveImage _, Persist _ -> Optional.empty();
        };
    }
}
