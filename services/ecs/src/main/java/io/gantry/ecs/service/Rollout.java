package io.gantry.ecs.service;

import io.gantry.ecs.service.Deployment.RolloutState;
import io.gantry.ecs.service.ServiceStep.Stop.Why;
import io.gantry.ecs.task.ServiceTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rolling update, which is also what keeps a service at its count: tasks of the primary deployment on good hosts are
 * <em>current</em>, all others <em>leave</em> (older deployments, draining hosts, failed health checks) as soon as current
 * ones have taken their place, inside the service's percentages.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html">ECS:
 *     DeploymentConfiguration</a>
 */
final class Rollout {
    private final ServiceSnapshot seen;
    private final Deployment primary;
    private final ServiceTiming timing;
    private final Instant now;
    private final List<Replica> alive;
    private final List<Replica> current;
    private final List<Replica> leaving;
    private final int desired;
    private final int healthy;
    private final ZoneBalance balance;

    private Rollout(
            ServiceSnapshot seen,
            Deployment primary,
            List<Replica> alive,
            int desired,
            ServiceTiming timing,
            Instant now) {
        this.seen = seen;
        this.primary = primary;
        this.timing = timing;
        this.now = now;
        this.alive = alive;
        this.current = alive.stream().filter(this::isCurrent).toList();
        this.leaving = alive.stream().filter(replica -> !isCurrent(replica)).toList();
        this.desired = desired;
        this.healthy = count(alive);
        this.balance = new ZoneBalance(seen, primary, current, now);
    }

    /** Of the whole service: tasks of older deployments leave. */
    static Rollout of(ServiceSnapshot seen, Deployment primary, ServiceTiming timing, Instant now) {
        return new Rollout(seen, primary, seen.alive(), seen.service().desiredCount(), timing, now);
    }

    /** Of one deployment's tasks only, whatever others the service has. */
    static Rollout alone(ServiceSnapshot seen, Deployment line, int desired, ServiceTiming timing, Instant now) {
        return new Rollout(seen, line, seen.aliveOf(line.revision()), desired, timing, now);
    }

    private boolean isCurrent(Replica replica) {
        return replica.revision().equals(primary.revision())
                && !replica.hostLeaves()
                && !seen.isUnhealthy(replica, now);
    }

    private boolean isHealthy(Replica replica) {
        return seen.isHealthy(replica, timing, now);
    }

    private int count(List<Replica> replicas) {
        return (int) replicas.stream().filter(this::isHealthy).count();
    }

    /** The next step. */
    ServiceStep next() {
        if (primary.rolloutState() == RolloutState.FAILED) {
            return scaleIn().or(this::shrunk).orElseGet(ServiceStep.Rest::new);
        }
        return work().or(this::unstall).or(this::settle).orElseGet(this::later);
    }

    /** What is to be started or stopped. */
    Optional<ServiceStep> work() {
        return scaleIn().or(this::replaced).or(this::start);
    }

    /** A deployment that failed leaves the others as they are, unless fewer tasks are wanted than they have. */
    private Optional<ServiceStep> shrunk() {
        int surplus = leaving.size() - desired;
        List<Replica> candidates =
                leaving.stream().filter(replica -> !replica.isProtected(now)).toList();
        return surplus <= 0
                ? Optional.empty()
                : stop(
                        ScaleIn.choose(candidates, leaving, Math.min(surplus, ServiceTasks.BATCH), this::isHealthy),
                        Why.SCALING);
    }

    /** More current tasks than wanted: some go, the protected never. */
    private Optional<ServiceStep> scaleIn() {
        int surplus = current.size() - desired;
        if (surplus <= 0) {
            return Optional.empty();
        }
        if (balance.isMove(surplus)) {
            return balance.leave(this::isHealthy);
        }
        List<Replica> candidates =
                current.stream().filter(replica -> !replica.isProtected(now)).toList();
        return stop(
                ScaleIn.choose(candidates, current, Math.min(surplus, ServiceTasks.BATCH), this::isHealthy),
                Why.SCALING);
    }

    /** Leaving tasks whose place is taken, or that stand in the way. */
    private Optional<ServiceStep> replaced() {
        List<Replica> victims = new ArrayList<>();
        List<Replica> free = leaving.stream()
                .filter(replica -> !replica.isProtected(now))
                .sorted(Comparator.comparing(this::isHealthy).thenComparing(Replica::createdAt))
                .toList();
        // What never ran serves nobody.
        free.stream()
                .filter(replica -> replica.phase() == Replica.Phase.PENDING)
                .forEach(victims::add);
        List<Replica> running = free.stream()
                .filter(replica -> replica.phase() == Replica.Phase.RUNNING)
                .toList();
        long stillNeeded = Math.max(0, desired - count(current));
        long surplus = leaving.stream()
                        .filter(replica -> replica.phase() == Replica.Phase.RUNNING)
                        .count()
                - stillNeeded;
        if (isHeldUp()) {
            // No room for the new ones: the old make it, down to what must stay healthy.
            surplus = Math.max(surplus, desired - current.size());
        }
        int spare = healthy - seen.plan().minimumHealthy(desired);
        for (Replica replica : running) {
            if (surplus <= 0) {
                break;
            }
            boolean counts = isHealthy(replica);
            if (counts && spare <= 0) {
                break;
            }
            victims.add(replica);
            surplus--;
            spare -= counts ? 1 : 0;
        }
        List<Replica> batch = victims.stream().limit(ServiceTasks.BATCH).toList();
        boolean sick = !batch.isEmpty() && batch.stream().allMatch(replica -> seen.isUnhealthy(replica, now));
        return stop(batch, sick ? Why.UNHEALTHY : Why.SCALING);
    }

    /** Whether new tasks are wanted and cannot be started: the maximum is reached, or hosts have no room. */
    private boolean isHeldUp() {
        return current.size() < desired
                && (alive.size() >= seen.plan().maximum(desired)
                        || (seen.service().stall().isPresent() && !seen.roomAgain()));
    }

    private Optional<ServiceStep> start() {
        int missing = Math.min(desired - current.size(), seen.plan().maximum(desired) - alive.size());
        boolean waits = seen.service().stall().isPresent() && !seen.roomAgain();
        return missing <= 0 || waits || seen.backOff(primary, timing, now).isPositive()
                ? Optional.empty()
                : Optional.of(new ServiceStep.Start(
                        seen.service(), primary.revision(), Math.min(missing, ServiceTasks.BATCH)));
    }

    private Optional<ServiceStep> unstall() {
        return seen.service().stall().isPresent() && hasAll()
                ? Optional.of(new ServiceStep.Unstall(seen.service()))
                : Optional.empty();
    }

    /** Healthy tasks that are missing and can be expected: there is room for them, and they do not end soon after their start. */
    int awaited() {
        boolean comes = (seen.service().stall().isEmpty() || seen.roomAgain())
                && seen.backOff(primary, timing, now).isZero();
        return comes ? Math.max(0, desired - count(current)) : 0;
    }

    /** Whether there are as many tasks as wanted, healthy or not. */
    boolean hasAll() {
        return desired <= current.size();
    }

    /** Whether there are as many tasks as wanted, all of them healthy, and no others. */
    boolean isSettled() {
        return current.size() == desired && leaving.isEmpty() && count(current) == desired;
    }

    /** All is as wanted, and is said once. */
    private Optional<ServiceStep> settle() {
        if (!isSettled()) {
            return Optional.empty();
        }
        if (primary.rolloutState() == RolloutState.IN_PROGRESS || ServiceDecider.isUnderWay(seen.deployment())) {
            return Optional.of(new ServiceStep.Complete(seen.service()));
        }
        return seen.service().steady()
                ? balance.next(seen.backOff(primary, timing, now).isZero())
                : Optional.of(new ServiceStep.Steady(seen.service()));
    }

    /** When a look is worth while although nothing changes. */
    private ServiceStep later() {
        if (isJammed()) {
            return new ServiceStep.Jam(seen.service());
        }
        return nextLook().<ServiceStep>map(ServiceStep.Later::new).orElseGet(ServiceStep.Rest::new);
    }

    /** After what time a look is worth while although nothing changes. */
    Optional<Duration> nextLook() {
        boolean spared = !leaving.isEmpty() || current.size() > desired;
        return new Moments(seen, primary, timing, now)
                .next(alive, current, current.size() < desired, spared, balance.again(timing));
    }

    /** Neither may one more start nor one more stop, and nothing that happens by itself will change that. */
    private boolean isJammed() {
        return current.size() < desired
                && alive.size() >= seen.plan().maximum(desired)
                && !leaving.isEmpty()
                && healthy == alive.size()
                && healthy <= seen.plan().minimumHealthy(desired)
                && leaving.stream().noneMatch(replica -> replica.isProtected(now))
                && seen.service().stall().isEmpty();
    }

    private Optional<ServiceStep> stop(List<Replica> victims, Why why) {
        return victims.isEmpty() ? Optional.empty() : Optional.of(new ServiceStep.Stop(seen.service(), victims, why));
    }
}
