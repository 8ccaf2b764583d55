package io.gantry.agent.node;

import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.Image;
import io.gantry.agent.node.port.ContainerRuntime.RuntimeFailure;
import io.gantry.agent.node.task.Operation;
import io.gantry.agent.node.task.TaskReports;
import io.gantry.agent.protocol.AcsMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something the engine is told: what came of its {@link Work}, and what happened by itself. */
public sealed interface Event {
    /** A frame arrived on ACS. */
    record Heard(AcsMessage message) implements Event {}

    /** ACS or TCS was opened or closed. */
    record Connection(Channel channel, boolean open) implements Event {}

    /** The two channels. */
    enum Channel {
        ACS,
        TCS
    }

    /** Volumes and group are there, or {@code error} says why not. */
    record Prepared(String task, String cgroupParent, Optional<String> error) implements Event {}

    /** A task's network is there and connected. */
    record SandboxMade(String task, String runtimeId) implements Event {}

    /**
     * A sandbox that belongs to no task runs; or it could not be made.
     *
     * @param pid its process, 0 when there is none
     */
    record SpareMade(String name, String runtimeId, int pid) implements Event {}

    /** A task's network is gone. */
    record SandboxRemoved(String task) implements Event {}

    /** A task's network could not be made or taken away. */
    record SandboxFailed(String task, RuntimeFailure.Kind kind, String message) implements Event {}

    /** The rules of a VPC were set, or not. */
    record NetworkFiltered(String vpcId, boolean done) implements Event {}

    /** The registry answered a digest. */
    record Resolved(String task, String container, String digest) implements Event {}

    /** The image is here; {@code error} when the registry failed and the cached one is used. */
    record Pulled(String task, String container, Optional<String> error) implements Event {}

    /**
     * The container exists.
     *
     * @param digest of its image as the registry named it when it was pulled; empty when that is not known
     */
    record Created(String task, String container, String runtimeId, String digest) implements Event {}

    /** The container was started. */
    record Started(String task, String container) implements Event {}

    /** The engine's description of a container; empty when it knows none. */
    record Inspected(String task, String container, Optional<Container> seen) implements Event {}

    /** The container is gone. */
    record Removed(String task, String container) implements Event {}

    /** A call for a container failed. */
    record Failed(String task, String container, Operation operation, RuntimeFailure.Kind kind, String message)
            implements Event {}

    /** Volumes and group are gone. */
    record ResourcesRemoved(String task) implements Event {}

    /** Every container with this node's label, as was asked at a moment; empty when the engine could not be asked. */
    record Listed(Optional<List<Container>> containers, Instant asked) implements Event {}

    /** The engine says that something happened to a container. */
    record Changed(String runtimeId, Map<String, String> labels, String action) implements Event {}

    /** Engine events may have been lost. */
    record Gap() implements Event {}

    /** What came of a report. */
    record Submitted(String task, TaskReports.Report report, Outcome outcome) implements Event {}

    /** How a report was taken. */
    enum Outcome {
        /** Taken. */
        TAKEN,
        /** Refused for good: nothing would change by saying it again. */
        DROPPED,
        /** Not taken now. */
        FAILED
    }

    /** Measurements: the engine's JSON. */
    record Sampled(List<Sample> samples) implements Event {}

    /** One measurement. */
    record Sample(Work.Target target, String stats) {}

    /** Whether the engine answered. */
    record Probed(boolean answered) implements Event {}

    /** What images there are. */
    record Images(List<Image> images) implements Event {}

    /** An image that we pulled is gone. */
    record ImageRemoved(String reference) implements Event {}

    /** Changes are durable up to this generation. */
    record Persisted(long generation) implements Event {}

    /** Changes could not be stored. */
    record NotPersisted(NodeState.Changes changes, long generation) implements Event {}
}
