package io.gantry.ecs.service;

import io.gantry.ecs.service.DaemonHost.Standing;
import io.gantry.ecs.service.Deployment.RolloutState;
import io.gantry.ecs.service.ServiceStep.Stop.Why;
import io.gantry.ecs.task.ServiceTasks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One task on each host that suits, and the rolling update of those: host by host inside the service's percentages, which
 * count hosts. The task that serves a host leaves first, unless the maximum and the host's room let its successor start
 * beside it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service-options.html">ECS: daemon scheduling
 *     strategy</a>
 */
final class DaemonRollout {
    private final ServiceSnapshot seen;
    private final Deployment primary;
    private final ServiceTiming timing;
    private final Instant now;
    private final List<Replica> alive;
    private final List<Seat> seats;
    private final int desired;

    /**
     * A host that is to have a task.
     *
     * @param current the task that is to stay, the best of several
     * @param old the one that serves until then, the best of several
     * @param extras all others
     */
    private record Seat(DaemonHost host, Optional<Replica> current, Optional<Replica> old, List<Replica> extras) {
        int size() {
            return (int) Stream.concat(current.stream(), old.stream()).count() + extras.size();
        }

        boolean isReachable() {
            return host.standing() == Standing.SUITED;
        }

        /** Whether a task that runs is to be replaced, and nothing else is there. */
        boolean waitsForSuccessor() {
            return current.isEmpty()
                    && extras.isEmpty()
                    && old.filter(replica -> replica.phase() == Replica.Phase.RUNNING)
                            .isPresent();
        }
    }

    DaemonRollout(ServiceSnapshot seen, Deployment primary, ServiceTiming timing, Instant now) {
        this.seen = seen;
        this.primary = primary;
        this.timing = timing;
        this.now = now;
        this.alive = seen.alive();
        Map<String, List<Replica>> byHost = new HashMap<>();
        alive.forEach(replica -> byHost.computeIfAbsent(replica.host(), host -> new ArrayList<>())
                .add(replica));
        this.seats = seen.hosts().stream()
                .filter(host -> isWanted(host, byHost.keySet()))
                .map(host -> seat(host, byHost.getOrDefault(host.id(), List.of())))
                .toList();
        this.desired = seats.size();
    }

    /**
     * How many hosts are to have a task.
     *
     * @param serving record ids of those that have one
     */
    static int wanted(List<DaemonHost> hosts, Set<String> serving) {
        return (int) hosts.stream().filter(host -> isWanted(host, serving)).count();
    }

    /** A host whose agent is silent counts as long as its task does. */
    private static boolean isWanted(DaemonHost host, Set<String> serving) {
        return switch (host.standing()) {
            case SUITED -> true;
            case AWAY -> serving.contains(host.id());
            case UNSUITED, DRAINING -> false;
        };
    }

    private Seat seat(DaemonHost host, List<Replica> there) {
        List<Replica> best = there.stream()
                .sorted(Comparator.comparing((Replica replica) -> !isHealthy(replica))
                        .thenComparing(Replica::createdAt)
                        .thenComparing(Replica::taskId))
                .toList();
        Optional<Replica> current = best.stream()
                .filter(replica -> replica.revision().equals(primary.revision()) && !seen.isUnhealthy(replica, now))
                .findFirst();
        List<Replica> others = best.stream()
                .filter(replica -> !current.equals(Optional.of(replica)))
                .toList();
        return new Seat(
                host,
                current,
                others.stream().findFirst(),
                others.stream().skip(1).toList());
    }

    private boolean isHealthy(Replica replica) {
        return seen.isHealthy(replica, timing, now);
    }

    /** The next step. */
    ServiceStep next() {
        Optional<ServiceStep> hosts = counted().or(this::misplaced);
        if (primary.rolloutState() == RolloutState.FAILED) {
            return hosts.orElseGet(ServiceStep.Rest::new);
        }
        return hosts.or(this::replaced)
                .or(this::start)
                .or(this::crowded)
                .or(this::settle)
                .orElseGet(this::later);
    }

    private Optional<ServiceStep> counted() {
        return seen.service().desiredCount() == desired
                ? Optional.empty()
                : Optional.of(new ServiceStep.Count(seen.service(), desired));
    }

    /** Tasks on hosts that are to have none. On a host that drains, a daemon that runs is the last to leave. */
    private Optional<ServiceStep> misplaced() {
        Map<String, DaemonHost> hosts = seen.hosts().stream().collect(Collectors.toMap(DaemonHost::id, host -> host));
        return stop(alive.stream()
                .filter(this::mayStop)
                .filter(replica -> Optional.ofNullable(hosts.get(replica.host()))
                        .map(host -> isMisplaced(replica, host))
                        .orElse(true))
                .toList());
    }

    private static boolean isMisplaced(Replica replica, DaemonHost host) {
        return switch (host.standing()) {
            case SUITED, AWAY -> false;
            case UNSUITED -> true;
            case DRAINING -> replica.phase() == Replica.Phase.PENDING || !host.othersRun();
        };
    }

    /** Tasks whose place is taken, or that are to make room for their successors. */
    private Optional<ServiceStep> replaced() {
        List<Replica> victims = new ArrayList<>();
        int spare = spare();
        int beside = beside();
        for (Seat seat : seats) {
            if (!seat.isReachable()) {
                continue;
            }
            seat.extras().stream().filter(this::mayStop).forEach(victims::add);
            boolean startsFirst = seat.waitsForSuccessor() && seat.host().hasRoom() && beside > 0;
            beside -= startsFirst ? 1 : 0;
            boolean counts = seat.current().isEmpty()
                    && seat.old().filter(this::isHealthy).isPresent();
            boolean leaves = seat.current().isPresent()
                    ? seat.current().filter(this::isHealthy).isPresent()
                    : !startsFirst && (!counts || spare > 0);
            Optional<Replica> victim = seat.old()
                    .filter(replica -> leaves || replica.phase() == Replica.Phase.PENDING)
                    .filter(this::mayStop);
            victim.ifPresent(victims::add);
            spare -= counts && victim.isPresent() ? 1 : 0;
        }
        return stop(victims);
    }

    private boolean mayStop(Replica replica) {
        return !replica.isProtected(now);
    }

    /** How many hosts may be without a healthy task from now on. */
    private int spare() {
        int served = (int) seats.stream().filter(this::isServed).count();
        return served - seen.plan().minimumHealthy(desired);
    }

    private boolean isServed(Seat seat) {
        return Stream.concat(seat.current().stream(), seat.old().stream()).anyMatch(this::isHealthy);
    }

    /** How many tasks may start beside those that they replace; hosts without any come first. */
    private int beside() {
        return headroom()
                - (int) seats.stream().filter(seat -> seat.size() == 0).count();
    }

    /** How many tasks may start. Those on hosts that are to have none are on their way out, and do not count. */
    private int headroom() {
        return seen.plan().maximum(desired)
                - seats.stream().mapToInt(Seat::size).sum();
    }

    private Optional<ServiceStep> start() {
        if (seen.backOff(primary, timing, now).isPositive()) {
            return Optional.empty();
        }
        List<String> hosts = new ArrayList<>();
        int left = Math.min(ServiceTasks.BATCH, headroom());
        for (Seat seat : seats) {
            if (hosts.size() < left && seat.size() == 0 && seat.host().hasRoom()) {
                hosts.add(seat.host().id());
            }
        }
        int beside = Math.min(beside(), left - hosts.size());
        for (Seat seat : seats) {
            if (beside > 0 && seat.waitsForSuccessor() && seat.host().hasRoom()) {
                hosts.add(seat.host().id());
                beside--;
            }
        }
        return hosts.isEmpty() ? Optional.empty() : Optional.of(new ServiceStep.StartOn(seen.service(), hosts));
    }

    /** What waits for room is said once, and no more when there is some. */
    private Optional<ServiceStep> crowded() {
        Optional<Service.Stall> stall = seen.service().stall();
        Optional<DaemonHost> crowded = seats.stream()
                .filter(seat -> seat.host().isCrowded() && (seat.size() == 0 || cannotMakeRoom(seat)))
                .map(Seat::host)
                .findFirst();
        if (crowded.isEmpty()) {
            return stall.isPresent() && !isJammed()
                    ? Optional.of(new ServiceStep.Unstall(seen.service()))
                    : Optional.empty();
        }
        String text = ServiceTexts.crowded(seen.service(), crowded.get());
        return stall.filter(known -> known.message().equals(text)).isPresent()
                ? Optional.empty()
                : Optional.of(new ServiceStep.Crowded(seen.service(), crowded.get()));
    }

    /** Its task may not leave first, and its successor, which may start first, has no room beside it. */
    private boolean cannotMakeRoom(Seat seat) {
        return seat.waitsForSuccessor()
                && beside() > 0
                && spare() <= 0
                && alive.stream().allMatch(this::isHealthy);
    }

    /** All is as wanted, and is said once. */
    private Optional<ServiceStep> settle() {
        boolean settled = alive.size() == desired
                && seats.stream()
                        .allMatch(seat -> seat.current().filter(this::isHealthy).isPresent());
        if (!settled) {
            return Optional.empty();
        }
        if (primary.rolloutState() == RolloutState.IN_PROGRESS || ServiceDecider.isUnderWay(seen.deployment())) {
            return Optional.of(new ServiceStep.Complete(seen.service()));
        }
        return seen.service().steady() ? Optional.empty() : Optional.of(new ServiceStep.Steady(seen.service()));
    }

    private ServiceStep later() {
        if (isJammed() && seen.service().stall().isEmpty()) {
            return new ServiceStep.Jam(seen.service());
        }
        List<Replica> current =
                seats.stream().flatMap(seat -> seat.current().stream()).toList();
        return new Moments(seen, primary, timing, now)
                .next(alive, current, current.size() < desired, alive.size() > current.size(), Optional.empty())
                .<ServiceStep>map(ServiceStep.Later::new)
                .orElseGet(ServiceStep.Rest::new);
    }

    /** The limits let no task leave and none start beside another, and nothing that happens by itself will change that. */
    private boolean isJammed() {
        return spare() <= 0
                && beside() <= 0
                && alive.stream().allMatch(this::isHealthy)
                && seats.stream().anyMatch(seat -> seat.isReachable() && seat.waitsForSuccessor())
                && seats.stream().filter(Seat::isReachable).allMatch(seat -> seat.size() == 1)
                && alive.stream().noneMatch(replica -> replica.isProtected(now));
    }

    private Optional<ServiceStep> stop(List<Replica> victims) {
        List<Replica> batch = victims.stream().limit(ServiceTasks.BATCH).toList();
        boolean sick = !batch.isEmpty() && batch.stream().allMatch(replica -> seen.isUnhealthy(replica, now));
        return batch.isEmpty()
                ? Optional.empty()
                : Optional.of(new ServiceStep.Stop(seen.service(), batch, sick ? Why.UNHEALTHY : Why.SCALING));
    }
}
