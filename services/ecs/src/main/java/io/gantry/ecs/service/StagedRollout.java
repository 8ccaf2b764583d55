package io.gantry.ecs.service;

import io.gantry.ecs.deployment.Lifecycle;
import io.gantry.ecs.deployment.LifecycleDecider;
import io.gantry.ecs.deployment.LifecycleDecider.Move;
import io.gantry.ecs.deployment.LifecycleDecider.Progress;
import io.gantry.ecs.deployment.LifecycleStage;
import io.gantry.ecs.deployment.ServiceDeployment;
import io.gantry.ecs.deployment.ShiftPlan;
import io.gantry.ecs.service.Deployment.RolloutState;
import io.gantry.ecs.service.ServiceStep.Stop.Why;
import io.gantry.ecs.task.ServiceTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A rollout through stages, until the new revision (green) is all that is left to keep: until then the old one (blue) is kept
 * at its count, and from SCALE_UP on green is kept at that count too. The last stage, CLEAN_UP, is a {@link Rollout} like
 * any other. A rolling update passes through stages only where it pauses: before its first new task, and after the last.
 */
final class StagedRollout {
    private final ServiceSnapshot seen;
    private final Deployment primary;
    private final ServiceDeployment deployment;
    private final Lifecycle lifecycle;
    private final ShiftPlan plan;
    private final ServiceTiming timing;
    private final Instant now;

    private StagedRollout(
            ServiceSnapshot seen,
            Deployment primary,
            ServiceDeployment deployment,
            Lifecycle lifecycle,
            ServiceTiming timing,
            Instant now) {
        this.seen = seen;
        this.primary = primary;
        this.deployment = deployment;
        this.lifecycle = lifecycle;
        this.plan = ShiftPlan.of(deployment);
        this.timing = timing;
        this.now = now;
    }

    /** The one that is under way; empty when none is, or only its last stage is left. */
    static Optional<StagedRollout> of(ServiceSnapshot seen, Deployment primary, ServiceTiming timing, Instant now) {
        return seen.deployment()
                .filter(one -> one.status() == ServiceDeployment.Status.IN_PROGRESS)
                .flatMap(one -> one.lifecycle()
                        .filter(held -> held.stage() != LifecycleStage.CLEAN_UP)
                        .map(held -> new StagedRollout(seen, primary, one, held, timing, now)));
    }

    /** The next step. */
    ServiceStep next() {
        Optional<Rollout> blue = blue();
        Rollout green = green();
        List<Rollout> fleets = Stream.concat(blue.stream(), Stream.of(green)).toList();
        return strangers(blue)
                .or(() ->
                        fleets.stream().flatMap(fleet -> fleet.work().stream()).findFirst())
                .or(() -> unstall(fleets))
                .orElseGet(() -> move(green, fleets));
    }

    /** The tasks that serve; those of a revision that never worked are not replaced. */
    private Optional<Rollout> blue() {
        return plan.shiftsTraffic() || isBeforeScaleUp()
                ? lifecycle
                        .blue()
                        .flatMap(revision -> seen.service().deployment(revision))
                        .filter(line -> line.rolloutState() == RolloutState.COMPLETED || seen.blueServed())
                        .map(line -> Rollout.alone(seen, line, seen.service().desiredCount(), timing, now))
                : Optional.empty();
    }

    private boolean isBeforeScaleUp() {
        return lifecycle.stage().compareTo(LifecycleStage.SCALE_UP) < 0;
    }

    private Rollout green() {
        if (isBeforeScaleUp()) {
            return Rollout.alone(seen, primary, 0, timing, now);
        }
        return plan.shiftsTraffic()
                ? Rollout.alone(seen, primary, seen.service().desiredCount(), timing, now)
                : Rollout.of(seen, primary, timing, now);
    }

    /**
     * Tasks of other revisions than the two are in nobody's way for long. They serve in the place of blue tasks that are to
     * come: a revision that was on its way back when this deployment began need not have all of them.
     */
    private Optional<ServiceStep> strangers(Optional<Rollout> blue) {
        if (!plan.shiftsTraffic()) {
            return Optional.empty();
        }
        List<Replica> strangers = seen.alive().stream().filter(this::isStranger).toList();
        int free = strangers.size() - blue.map(Rollout::awaited).orElse(0);
        List<Replica> victims = strangers.stream()
                .filter(replica -> !replica.isProtected(now))
                .sorted(Comparator.comparing(replica -> seen.isHealthy(replica, timing, now)))
                .limit(Math.clamp(free, 0, ServiceTasks.BATCH))
                .toList();
        return victims.isEmpty()
                ? Optional.empty()
                : Optional.of(new ServiceStep.Stop(seen.service(), victims, Why.SCALING));
    }

    private boolean isStranger(Replica replica) {
        return !replica.revision().equals(deployment.target())
                && lifecycle.blue().filter(replica.revision()::equals).isEmpty();
    }

    private Optional<ServiceStep> unstall(List<Rollout> fleets) {
        return seen.service().stall().isPresent() && fleets.stream().allMatch(Rollout::hasAll)
                ? Optional.of(new ServiceStep.Unstall(seen.service()))
                : Optional.empty();
    }

    private ServiceStep move(Rollout green, List<Rollout> fleets) {
        Progress progress = new Progress(
                !plan.shiftsTraffic() || seen.alive().stream().noneMatch(this::isStranger), green.isSettled());
        return switch (new LifecycleDecider(plan, lifecycle, now).next(progress)) {
            case Move.Enter enter ->
                new ServiceStep.Enter(seen.service(), enter.stage(), enter.step(), enter.production());
            case Move.Expire _ -> new ServiceStep.Expire(seen.service());
            case Move.GiveUp gone -> ServiceDecider.rollBack(seen, Setback.because(gone.reason()));
            case Move.Later later -> new ServiceStep.Later(soonest(later.delay(), fleets));
        };
    }

    private Duration soonest(Duration delay, List<Rollout> fleets) {
        Stream<Duration> spared = seen.alive().stream()
                .filter(this::isStranger)
                .map(replica -> Duration.between(now, replica.protectedUntil()))
                .filter(Duration::isPositive);
        Stream<Duration> kept = fleets.stream().flatMap(fleet -> fleet.nextLook().stream());
        return Stream.concat(spared, kept)
                .filter(other -> other.compareTo(delay) < 0)
                .min(Comparator.naturalOrder())
                .orElse(delay);
    }
}
