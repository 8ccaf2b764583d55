package io.gantry.ecs.deployment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Where a service deployment stands in its lifecycle. The revision that it brings in is called green, the one that it leaves
 * blue, as in AWS's documentation.
 *
 * @param since when the stage began
 * @param step of the traffic shift, from 1; 0 before it
 * @param production part of the production traffic that is meant for green, in tenths of a percent; the rest is for blue
 * @param test the same of the test traffic
 * @param blue number of the revision that is left; empty for a service's first deployment
 * @param hooks those that wait, and the last ones that have waited, the oldest first
 */
public record Lifecycle(
        LifecycleStage stage,
        Instant since,
        int step,
        int production,
        int test,
        Optional<String> blue,
        List<PauseHook> hooks) {
    /** All of the traffic. */
    public static final int ALL = 1000;

    /** Most hooks that are remembered; at one stage there are ten at most. */
    private static final int HOOKS = 50;

    public Lifecycle {
        hooks = List.copyOf(hooks);
    }

    /** Beginning now. Without a blue revision there is no other than green to send anything to. */
    public static Lifecycle begin(Optional<String> blue, boolean reconciles, Instant now) {
        int weight = blue.isPresent() ? 0 : ALL;
        LifecycleStage first = reconciles ? LifecycleStage.RECONCILE_SERVICE : LifecycleStage.PRE_SCALE_UP;
        return new Lifecycle(first, now, 0, weight, weight, blue, List.of());
    }

    /** At another stage from now on. */
    public Lifecycle enter(LifecycleStage next, int nextStep, int productionWeight, Instant now) {
        boolean tested = next.compareTo(LifecycleStage.TEST_TRAFFIC_SHIFT) >= 0;
        return new Lifecycle(
                next, now, nextStep, Math.max(production, productionWeight), tested ? ALL : test, blue, hooks);
    }

    /** On the way back: green is to be removed. */
    Lifecycle back(Instant now) {
        Lifecycle withdrawn = withdrawn();
        return new Lifecycle(
                LifecycleStage.CLEAN_UP, now, step, withdrawn.production(), withdrawn.test(), blue, withdrawn.hooks());
    }

    /** Given up: all traffic is blue's again at once, and nobody is waited for. */
    Lifecycle withdrawn() {
        int weight = blue.isPresent() ? 0 : ALL;
        return new Lifecycle(stage, since, step, weight, weight, blue, hooks)
                .change(hook -> hook.isAwaiting() ? hook.with(PauseHook.Status.FAILED) : hook);
    }

    /** Pausing at these hooks of its stage as well. */
    public Lifecycle pausing(List<PauseHook> more) {
        List<PauseHook> all = Stream.concat(hooks.stream(), more.stream()).toList();
        return withHooks(all.subList(Math.max(0, all.size() - HOOKS), all.size()));
    }

    /** With the hooks whose time is over timed out. */
    public Lifecycle expire(Instant now) {
        return change(hook -> hook.isExpired(now) ? hook.with(PauseHook.Status.TIMED_OUT) : hook);
    }

    /** With one hook in another status. */
    Lifecycle resolve(String id, PauseHook.Status status) {
        return change(hook -> hook.id().equals(id) ? hook.with(status) : hook);
    }

    private Lifecycle change(UnaryOperator<PauseHook> each) {
        return withHooks(hooks.stream().map(each).toList());
    }

    private Lifecycle withHooks(List<PauseHook> all) {
        return new Lifecycle(stage, since, step, production, test, blue, all);
    }

    /** The hooks of the stage and step that it is at. */
    List<PauseHook> here() {
        return hooks.stream()
                .filter(hook -> hook.stage() == stage && hook.step() == step)
                .toList();
    }

    /** The stage that users are told: AWS has no name for the hooks' stage before a step of the shift. */
    LifecycleStage shown() {
        if (stage != LifecycleStage.PRE_PRODUCTION_TRAFFIC_SHIFT) {
            return stage;
        }
        return step <= 1 ? LifecycleStage.POST_TEST_TRAFFIC_SHIFT : LifecycleStage.PRODUCTION_TRAFFIC_SHIFT;
    }

    /** The weight of a revision's production traffic in percent. */
    double productionOf(String revision, String green) {
        return share(revision, green, production);
    }

    /** The weight of a revision's test traffic in percent. */
    double testOf(String revision, String green) {
        return share(revision, green, test);
    }

    private double share(String revision, String green, int weight) {
        int tenths = revision.equals(green)
                ? weight
                : blue.filter(revision::equals).map(one -> ALL - weight).orElse(0);
        return tenths / 10.0;
    }
}
