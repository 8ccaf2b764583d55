package io.gantry.agent.node.task;

import io.gantry.agent.protocol.ContainerPayload;
import io.gantry.agent.protocol.ContainerPayload.ContainerDependency;
import io.gantry.agent.protocol.TaskPayload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which containers of a task wait for which (agent-protocol.md 10.4). */
final class Dependencies {
    private Dependencies() {}

    /** Whether a container may go on. */
    sealed interface Verdict {
        /** It may. */
        record Ready() implements Verdict {}

        /** Not yet; looked at again at {@code until} at the latest. */
        record Blocked(Optional<Instant> until) implements Verdict {}

        /** It never may: {@code dependency} has failed or took too long. */
        record Failed(String dependency) implements Verdict {}
    }

    /** Whether {@code wanted} may pull, create and start: its {@code dependsOn} and links hold. */
    static Verdict toStart(NodeTask task, ContainerPayload wanted, Instant now) {
        Optional<Instant> until = Optional.empty();
        boolean blocked = false;
        for (ContainerDependency dependency : conditions(wanted)) {
            Optional<NodeContainer> found = task.container(dependency.containerName());
            if (found.isEmpty()) {
                return new Verdict.Failed(dependency.containerName());
            }
            NodeContainer target = found.get();
            if (holds(dependency.condition(), target)) {
                continue;
            }
            Optional<Instant> limit = limit(task, dependency, target);
            if (neverHolds(dependency.condition(), target)
                    || limit.map(at -> !at.isAfter(now)).orElse(false)) {
                return new Verdict.Failed(dependency.containerName());
            }
            blocked = true;
            until = earlier(until, limit);
        }
        return blocked ? new Verdict.Blocked(until) : new Verdict.Ready();
    }

    /** Whether {@code wanted} may be created: the containers whose mounts it takes have been. */
    static boolean toCreate(NodeTask task, ContainerPayload wanted) {
        return wanted.volumesFrom().stream()
                .allMatch(from -> task.container(from.sourceContainer())
                        .map(source -> source.known().reached(ContainerStatus.CREATED))
                        .orElse(true));
    }

    /** Whether {@code name} may be stopped: whatever depends on it has stopped. */
    static boolean toStop(NodeTask task, String name) {
        return task.payload().containers().stream()
                .filter(other -> !other.name().equals(name) && targets(other).contains(name))
                .allMatch(other -> task.container(other.name())
                        .map(c -> c.known() == ContainerStatus.STOPPED)
                        .orElse(true));
    }

    /** Whether containers wait for one another in a circle. */
    static boolean cyclic(TaskPayload payload) {
        Set<String> placed = new HashSet<>();
        List<ContainerPayload> rest = new ArrayList<>(payload.containers());
        Set<String> names =
                new HashSet<>(rest.stream().map(ContainerPayload::name).toList());
        while (!rest.isEmpty()) {
            List<ContainerPayload> free = rest.stream()
                    .filter(c -> targets(c).stream().allMatch(t -> placed.contains(t) || !names.contains(t)))
                    .toList();
            if (free.isEmpty()) {
                return true;
            }
            free.forEach(c -> placed.add(c.name()));
            rest.removeAll(free);
        }
        return false;
    }

    static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        if (one.isEmpty()) {
            return other;
        }
        return other.isPresent() && other.get().isBefore(one.get()) ? other : one;
    }

    private static Set<String> targets(ContainerPayload wanted) {
        Set<String> targets = new LinkedHashSet<>();
        conditions(wanted).forEach(d -> targets.add(d.containerName()));
        wanted.volumesFrom().forEach(v -> targets.add(v.sourceContainer()));
        return targets;
    }

    /** A link means START of the linked container. */
    private static List<ContainerDependency> conditions(ContainerPayload wanted) {
        List<ContainerDependency> all = new ArrayList<>(wanted.dependsOn());
        for (String link : wanted.links()) {
            int colon = link.indexOf(':');
            all.add(new ContainerDependency(colon < 0 ? link : link.substring(0, colon), "START"));
        }
        return all;
    }

    private static boolean holds(String condition, NodeContainer target) {
        return switch (condition) {
            case "COMPLETE" -> ended(target);
            case "SUCCESS" -> ended(target) && target.exitCode().equals(Optional.of(0));
            case "HEALTHY" ->
                target.known() == ContainerStatus.RUNNING && target.health().equals("HEALTHY");
            default -> target.known().reached(ContainerStatus.RUNNING);
        };
    }

    private static boolean neverHolds(String condition, NodeContainer target) {
        return ended(target) && (condition.equals("SUCCESS") || condition.equals("HEALTHY"));
    }

    private static boolean ended(NodeContainer target) {
        return target.known() == ContainerStatus.STOPPED;
    }

    /** The start timeout belongs to the target and counts from its start. */
    private static Optional<Instant> limit(NodeTask task, ContainerDependency dependency, NodeContainer target) {
        if (dependency.condition().equals("START")) {
            return Optional.empty();
        }
        Optional<Integer> timeout = task.wanted(dependency.containerName()).startTimeout();
        return timeout.filter(seconds -> seconds > 0)
                .flatMap(seconds -> target.startedAt().map(at -> at.plusSeconds(seconds)));
    }
}
