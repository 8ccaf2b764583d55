package io.gantry.ecs.service;

import io.gantry.ecs.service.Deployment.RolloutState;
import io.gantry.ecs.service.Service.Rebalancing;
import io.gantry.ecs.service.ServiceSnapshot.ZoneSeen;
import io.gantry.ecs.service.ServiceStep.Stop.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Moves tasks of a service that has all it wants until no zone holds more than one task more than another: one starts where
 * there are few, and when it is healthy one leaves where there are most. The surplus of one is how a move under way is known.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-rebalancing.html">ECS: Availability Zone
 *     rebalancing</a>
 */
final class ZoneBalance {
    /** Zones come and go without a word to each service: it looks again after so many periods of retry. */
    private static final int RETRIES = 10;

    private final ServiceSnapshot seen;
    private final List<Replica> current;
    private final Instant now;
    private final boolean on;
    private final Map<String, Integer> tasks = new TreeMap<>();

    /**
     * A balance.
     *
     * @param current the tasks that are to stay
     */
    ZoneBalance(ServiceSnapshot seen, Deployment primary, List<Replica> current, Instant now) {
        this.seen = seen;
        this.current = current;
        this.now = now;
        this.on = isOn(seen, primary);
        seen.zones().forEach(zone -> tasks.put(zone.name(), 0));
        current.forEach(replica -> tasks.computeIfPresent(replica.zone(), (zone, count) -> count + 1));
    }

    /** Whether tasks may be moved: no deployment is under way, and the service wants it. */
    static boolean isOn(ServiceSnapshot seen, Deployment primary) {
        return seen.plan().zoneRebalancing()
                && primary.rolloutState() == RolloutState.COMPLETED
                && !ServiceDecider.isUnderWay(seen.deployment());
    }

    private int most() {
        return tasks.isEmpty() ? 0 : Collections.max(tasks.values());
    }

    private boolean isBalanced() {
        return tasks.isEmpty() || most() - Collections.min(tasks.values()) <= 1;
    }

    /** The next step of a service that has all it wants. */
    Optional<ServiceStep> next(boolean mayStart) {
        Service service = seen.service();
        Optional<Rebalancing> rebalancing = service.rebalancing();
        if (!on || isBalanced()) {
            return rebalancing.map(begun -> new ServiceStep.Rebalance(
                    service, Optional.empty(), tasks.isEmpty() ? "" : ServiceTexts.balanced(service, tasks)));
        }
        if (rebalancing.isEmpty()) {
            return Optional.of(new ServiceStep.Rebalance(
                    service, Optional.of(new Rebalancing(now, "")), ServiceTexts.unbalanced(service, tasks)));
        }
        List<ZoneSeen> few = seen.zones().stream()
                .filter(zone -> tasks.getOrDefault(zone.name(), 0) < most() - 1)
                .sorted(Comparator.comparing((ZoneSeen zone) -> tasks.getOrDefault(zone.name(), 0)))
                .toList();
        Optional<ZoneSeen> roomy =
                few.stream().filter(zone -> zone.room().isPresent()).findFirst();
        return roomy.isPresent()
                ? start(roomy.get(), mayStart)
                : stuck(few.getFirst().name(), rebalancing.get());
    }

    private Optional<ServiceStep> start(ZoneSeen zone, boolean mayStart) {
        boolean roomForOne = seen.plan().maximum(seen.service().desiredCount()) > current.size();
        return mayStart && roomForOne && !leavers().isEmpty()
                ? zone.room().map(host -> new ServiceStep.StartIn(seen.service(), zone.name(), host))
                : Optional.empty();
    }

    /** Says that the zone has no room, once. */
    private Optional<ServiceStep> stuck(String zone, Rebalancing rebalancing) {
        return rebalancing.stuck().equals(zone)
                ? Optional.empty()
                : Optional.of(new ServiceStep.Rebalance(
                        seen.service(),
                        Optional.of(new Rebalancing(rebalancing.since(), zone)),
                        ServiceTexts.noPlaceIn(seen.service(), zone)));
    }

    private List<Replica> leavers() {
        return current.stream()
                .filter(replica -> !replica.isProtected(now) && tasks.getOrDefault(replica.zone(), 0) == most())
                .toList();
    }

    /** Whether this surplus is a task that has been started to take another one's place. */
    boolean isMove(int surplus) {
        return on && surplus == 1 && seen.service().rebalancing().isPresent() && !tasks.isEmpty();
    }

    /** The second half of a move. */
    Optional<ServiceStep> leave(Predicate<Replica> isHealthy) {
        if (!current.stream().allMatch(isHealthy)) {
            return Optional.empty();
        }
        List<Replica> victims = ScaleIn.choose(leavers(), current, 1, isHealthy);
        return victims.isEmpty()
                ? Optional.empty()
                : Optional.of(new ServiceStep.Stop(seen.service(), victims, Why.REBALANCING));
    }

    /** When zones are worth another look. */
    Optional<Duration> again(ServiceTiming timing) {
        if (!on || seen.service().desiredCount() < 2) {
            return Optional.empty();
        }
        return Optional.of(
                seen.service().rebalancing().isPresent()
                        ? timing.retry()
                        : timing.retry().multipliedBy(RETRIES));
    }
}
