package io.gantry.agent.node.task;

import io.gantry.agent.protocol.AgentTimers;
import io.gantry.agent.protocol.TaskStateChange;
import io.gantry.agent.protocol.TaskStateChange.AttachmentChange;
import io.gantry.agent.protocol.TaskStateChange.ContainerChange;
import io.gantry.agent.protocol.TaskStateChange.ManagedAgentChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What to tell the control plane about a task next (agent-protocol.md 8.3): a pure function of what it knows already. */
public final class TaskReports {
    private TaskReports() {}

    /**
     * A report that is due.
     *
     * @param status what the control plane knows of the task once it has taken it
     * @param containers the containers that are in it
     */
    public record Report(TaskStateChange change, ContainerStatus status, List<Told> containers) {}

    /** A container's status that a report tells. */
    public record Told(String container, ContainerStatus status) {}

    /** The report that is due at {@code now}, if any. */
    public static Optional<Report> next(NodeTask task, String cluster, Instant now) {
        if (task.sent() == ContainerStatus.STOPPED) {
            return Optional.empty();
        }
        if (task.stoppedAt().isPresent()) {
            // A task that ended before it was told to run did run: users see when it started.
            if (!task.sent().reached(ContainerStatus.RUNNING) && task.allStarted()) {
                return Optional.of(ranReport(task, cluster));
            }
            return Optional.of(report(task, cluster, ContainerStatus.STOPPED, changed(task)));
        }
        ContainerStatus known = task.known();
        if (task.stopWanted()) {
            return containersDue(task, now)
                    ? Optional.of(report(task, cluster, task.sent(), changed(task)))
                    : Optional.empty();
        }
        if (known == ContainerStatus.RUNNING && task.sent() != ContainerStatus.RUNNING) {
            return Optional.of(report(task, cluster, ContainerStatus.RUNNING, changed(task)));
        }
        if (task.sent() == ContainerStatus.NONE && resolved(task)) {
            return Optional.of(report(task, cluster, ContainerStatus.MANIFEST_PULLED, task.containers()));
        }
        return containersDue(task, now)
                ? Optional.of(report(task, cluster, ContainerStatus.RUNNING, changed(task)))
                : Optional.empty();
    }

    /** When the next container-only change is due, if one is waiting. */
    public static Optional<Instant> due(NodeTask task) {
        if (task.sent() != ContainerStatus.RUNNING || task.stoppedAt().isPresent()) {
            return Optional.empty();
        }
        return ended(task)
                .flatMap(c -> c.finishedAt().stream())
                .min(Instant::compareTo)
                .map(at -> at.plus(AgentTimers.CONTAINER_CHANGE_FLUSH));
    }

    /** The task after the control plane has taken {@code report}. */
    public static NodeTask delivered(NodeTask task, Report report) {
        NodeTask told = task.sent(report.status());
        for (Told container : report.containers()) {
            told = told.with(
                    container.container(), c -> c.but().sent(container.status()).build());
        }
        return told;
    }

    private static boolean containersDue(NodeTask task, Instant now) {
        return due(task).map(at -> !at.isAfter(now)).orElse(false);
    }

    private static java.util.stream.Stream<NodeContainer> ended(NodeTask task) {
        return task.containers().stream()
                .filter(c -> c.known() == ContainerStatus.STOPPED && c.sent() != ContainerStatus.STOPPED);
    }

    /**
     * PENDING is told only when all digests were asked for and one at least was answered; and not when the containers are
     * there already, because RUNNING, which says the digests too, would have to wait for it.
     */
    private static boolean resolved(NodeTask task) {
        ContainerStatus known = task.known();
        return known.reached(ContainerStatus.MANIFEST_PULLED)
                && !known.reached(ContainerStatus.CREATED)
                && task.containers().stream().anyMatch(c -> !c.imageDigest().isEmpty());
    }

    private static List<NodeContainer> changed(NodeTask task) {
        return task.containers().stream()
                .filter(c -> c.known().reached(ContainerStatus.RUNNING) && c.sent() != c.known())
                .toList();
    }

    private static Report ranReport(NodeTask task, String cluster) {
        List<NodeContainer> running = task.containers().stream()
                .map(c -> c.but().known(ContainerStatus.RUNNING).reason("").build())
                .toList();
        return report(task, cluster, ContainerStatus.RUNNING, running);
    }

    private static Report report(
            NodeTask task, String cluster, ContainerStatus status, List<NodeContainer> containers) {
        TaskStateChange change = new TaskStateChange(
                cluster,
                task.arn(),
                word(status),
                status == ContainerStatus.STOPPED ? task.reason() : "",
                containers.stream().map(c -> change(c, status)).toList(),
                attached(task, status),
                containers.stream().flatMap(c -> agents(task, c).stream()).toList(),
                status == ContainerStatus.MANIFEST_PULLED ? Optional.empty() : task.pullStartedAt(),
                status == ContainerStatus.MANIFEST_PULLED ? Optional.empty() : task.pullStoppedAt(),
                status == ContainerStatus.STOPPED ? task.executionStoppedAt() : Optional.empty());
        List<Told> told = containers.stream()
                .map(c -> new Told(c.name(), status == ContainerStatus.MANIFEST_PULLED ? status : c.known()))
                .toList();
        return new Report(change, status, told);
    }

    /**
     * An interface is attached when the namespace of the task's containers has its address; and it was when they started, even if
     * what told of that was lost and the sandbox is being made sure of, or is gone.
     */
    private static List<AttachmentChange> attached(NodeTask task, ContainerStatus status) {
        boolean ready = task.sandbox()
                .filter(sandbox -> sandbox.stage() == Sandbox.Stage.READY || status == ContainerStatus.RUNNING)
                .isPresent();
        return ready
                ? task.payload().elasticNetworkInterfaces().stream()
                        .map(eni -> new AttachmentChange(eni.attachmentArn(), "ATTACHED"))
                        .toList()
                : List.of();
    }

    /** This node carries commands into a container for as long as it runs, without a program of its own inside. */
    private static List<ManagedAgentChange> agents(NodeTask task, NodeContainer container) {
        if (!container.known().reached(ContainerStatus.RUNNING)) {
            return List.of();
        }
        return task.wanted(container.name()).managedAgents().stream()
                .map(agent -> new ManagedAgentChange(container.name(), agent.name(), word(container.known()), ""))
                .toList();
    }

    private static ContainerChange change(NodeContainer container, ContainerStatus task) {
        ContainerStatus status = task == ContainerStatus.MANIFEST_PULLED ? task : container.known();
        return new ContainerChange(
                container.name(),
                container.runtimeId(),
                word(status),
                status == ContainerStatus.STOPPED ? container.exitCode() : Optional.empty(),
                status == ContainerStatus.MANIFEST_PULLED ? "" : container.reason(),
                container.imageDigest(),
                status == ContainerStatus.RUNNING || status == ContainerStatus.STOPPED
                        ? container.bindings()
                        : List.of());
    }

    private static String word(ContainerStatus status) {
        return switch (status) {
            case RUNNING -> "RUNNING";
            case STOPPED -> "STOPPED";
            case NONE, MANIFEST_PULLED, PULLED, CREATED -> "PENDING";
        };
    }
}
