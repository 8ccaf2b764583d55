package io.gantry.ecs.deployment;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says when a deployment goes on to the next stage of its lifecycle. Traffic weights take effect as they are written: nothing
 * here waits for a load balancer.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html">ECS:
 *     deployment lifecycle stages</a>
 */
public final class LifecycleDecider {
    /** A stage that has not done its work by then fails the deployment. */
    static final Duration LONGEST_STAGE = Duration.ofHours(24);

    private final ShiftPlan plan;
    private final Lifecycle at;
    private final Instant now;

    /** A decider of one look. */
    public LifecycleDecider(ShiftPlan plan, Lifecycle at, Instant now) {
        this.plan = plan;
        this.at = at;
        this.now = now;
    }

    /**
     * What the deciding depends on.
     *
     * @param reconciled whether the only revisions with tasks are blue and green
     * @param scaledUp whether green has all its tasks and they are healthy
     */
    public record Progress(boolean reconciled, boolean scaledUp) {}

    /** What is due. */
    public sealed interface Move {
        /** The next stage. */
        record Enter(LifecycleStage stage, int step, int production) implements Move {}

        /** Some hooks have waited long enough. */
        record Expire() implements Move {}

        /** The deployment is rolled back. */
        record GiveUp(String reason) implements Move {}

        /** Nothing before this has passed, unless something changes. */
        record Later(Duration delay) implements Move {}
    }

    /** The next move. */
    public Move next(Progress seen) {
        List<PauseHook> here = at.here();
        if (here.stream().anyMatch(hook -> hook.isExpired(now))) {
            return new Move.Expire();
        }
        if (here.stream().anyMatch(LifecycleDecider::endedBadly)) {
            return new Move.GiveUp(because(at.stage() + " lifecycle hook(s) timed out."));
        }
        Optional<Duration> work = work(seen);
        if (work.filter(Duration::isZero).isPresent()) {
            return new Move.GiveUp(because(at.stage() + " timed out."));
        }
        return Stream.concat(
                        work.stream(),
                        here.stream()
                                .filter(PauseHook::isAwaiting)
                                .map(hook -> Duration.between(now, hook.expiresAt())))
                .min(Comparator.naturalOrder())
                .<Move>map(Move.Later::new)
                .orElseGet(this::successor);
    }

    private static boolean endedBadly(PauseHook hook) {
        return hook.status() == PauseHook.Status.TIMED_OUT && hook.timeoutAction() == PauseHook.Action.ROLLBACK;
    }

    /** What the service deployment says when it is rolled back. */
    static String because(String what) {
        return "Service deployment rolled back because " + what;
    }

    /** How long the stage's own work may still take; empty when it is done, zero when it has taken too long. */
    private Optional<Duration> work(Progress seen) {
        return switch (at.stage()) {
            case RECONCILE_SERVICE -> seen.reconciled() ? Optional.empty() : Optional.of(left(LONGEST_STAGE));
            case SCALE_UP -> seen.scaledUp() ? Optional.empty() : Optional.of(left(LONGEST_STAGE));
            case PRODUCTION_TRAFFIC_SHIFT -> pause(plan.bakeAfter(at.step()));
            case BAKE_TIME -> pause(plan.bake());
            case PRE_SCALE_UP,
                    POST_SCALE_UP,
                    TEST_TRAFFIC_SHIFT,
                    POST_TEST_TRAFFIC_SHIFT,
                    PRE_PRODUCTION_TRAFFIC_SHIFT,
                    POST_PRODUCTION_TRAFFIC_SHIFT,
                    CLEAN_UP -> Optional.empty();
        };
    }

    /** A pause is over when it has passed, and needs not begin where there is nothing to go back to. */
    private Optional<Duration> pause(Duration length) {
        return at.blue().map(blue -> left(length)).filter(Duration::isPositive);
    }

    private Duration left(Duration length) {
        Duration left = Duration.between(now, at.since().plus(length));
        return left.isPositive() ? left : Duration.ZERO;
    }

    private Move successor() {
        int step = at.step();
        return switch (at.stage()) {
            case RECONCILE_SERVICE -> enter(LifecycleStage.PRE_SCALE_UP, step);
            case PRE_SCALE_UP -> enter(LifecycleStage.SCALE_UP, step);
            case SCALE_UP -> enter(LifecycleStage.POST_SCALE_UP, step);
            case POST_SCALE_UP ->
                enter(plan.shiftsTraffic() ? LifecycleStage.TEST_TRAFFIC_SHIFT : LifecycleStage.CLEAN_UP, step);
            case TEST_TRAFFIC_SHIFT -> enter(LifecycleStage.POST_TEST_TRAFFIC_SHIFT, step);
            case POST_TEST_TRAFFIC_SHIFT -> enter(LifecycleStage.PRE_PRODUCTION_TRAFFIC_SHIFT, step + 1);
            case PRE_PRODUCTION_TRAFFIC_SHIFT ->
                new Move.Enter(LifecycleStage.PRODUCTION_TRAFFIC_SHIFT, step, plan.weightAfter(step));
            case PRODUCTION_TRAFFIC_SHIFT ->
                plan.weightAfter(step) < Lifecycle.ALL
                        ? enter(LifecycleStage.PRE_PRODUCTION_TRAFFIC_SHIFT, step + 1)
                        : enter(LifecycleStage.POST_PRODUCTION_TRAFFIC_SHIFT, step);
            case POST_PRODUCTION_TRAFFIC_SHIFT -> enter(LifecycleStage.BAKE_TIME, step);
            case BAKE_TIME, CLEAN_UP -> enter(LifecycleStage.CLEAN_UP, step);
        };
    }

    private static Move enter(LifecycleStage stage, int step) {
        return new Move.Enter(stage, step, 0);
    }
}
