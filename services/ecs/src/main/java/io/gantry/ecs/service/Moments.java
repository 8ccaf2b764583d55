package io.gantry.ecs.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** When a look at a service is worth while although nothing changes. */
record Moments(ServiceSnapshot seen, Deployment primary, ServiceTiming timing, Instant now) {
    /**
     * How long it is to the soonest of them; empty when there is none.
     *
     * @param alive all tasks that are looked after
     * @param current tasks that are to stay
     * @param missing whether tasks are to be started
     * @param spared whether tasks are to stop that may be protected
     * @param besides after which a look is worth while for another reason
     */
    Optional<Duration> next(
            List<Replica> alive, List<Replica> current, boolean missing, boolean spared, Optional<Duration> besides) {
        Optional<Duration> healthy =
                soonest(alive.stream().flatMap(replica -> replica.healthyAt(timing.healthyAfter()).stream()));
        Optional<Duration> grace = soonest(alive.stream()
                .filter(replica -> replica.health() == Replica.Health.UNHEALTHY)
                .flatMap(replica -> replica.startedAt().stream())
                .map(start -> start.plus(seen.plan().healthCheckGrace())));
        Optional<Duration> protection =
                spared ? soonest(alive.stream().map(Replica::protectedUntil)) : Optional.empty();
        Optional<Duration> backOff = missing ? Optional.of(seen.backOff(primary, timing, now)) : Optional.empty();
        Optional<Duration> retry = seen.service().stall().map(stall -> timing.retry());
        return Stream.of(healthy, grace, protection, backOff, recovery(current), retry, besides)
                .flatMap(Optional::stream)
                .filter(Duration::isPositive)
                .min(Comparator.naturalOrder());
    }

    private Optional<Duration> recovery(List<Replica> current) {
        return primary.quickEnds() > 0 || primary.failedTasks() > 0
                ? soonest(current.stream()
                        .flatMap(replica -> replica.startedAt().stream())
                        .map(start -> start.plus(timing.quickEnd())))
                : Optional.empty();
    }

    private Optional<Duration> soonest(Stream<Instant> moments) {
        return moments.filter(moment -> moment.isAfter(now))
                .min(Comparator.naturalOrder())
                .map(moment -> Duration.between(now, moment));
    }
}
