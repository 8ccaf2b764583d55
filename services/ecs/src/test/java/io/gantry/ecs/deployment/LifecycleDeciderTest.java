package io.gantry.ecs.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.deployment.LifecycleDecider.Move;
import io.gantry.ecs.deployment.LifecycleDecider.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;

/** The stages of a deployment, one after the other, without tasks. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class LifecycleDeciderTest {
    private static final Instant START = Instant.parse("2026-11-21T12:00:00Z");
    private static final Progress DONE = new Progress(true, true);

    private static ShiftPlan plan(String strategy, Consumer<DeploymentConfiguration.Builder> more) {
        DeploymentConfiguration.Builder in = DeploymentConfiguration.builder().strategy(strategy);
        more.accept(in);
        return ShiftPlan.of(in.build());
    }

    /** What a deployment passes until it cleans up, as {@code minute stage weight}; hooks are continued at once. */
    private static List<String> passed(ShiftPlan plan, Lifecycle begin) {
        List<String> passed = new ArrayList<>();
        Lifecycle at = begin;
        Instant now = START;
        passed.add(line(at, now));
        while (at.stage() != LifecycleStage.CLEAN_UP) {
            switch (new LifecycleDecider(plan, at, now).next(DONE)) {
                case Move.Enter enter -> {
                    at = at.enter(enter.stage(), enter.step(), enter.production(), now);
                    passed.add(line(at, now));
                }
                case Move.Later later -> now = now.plus(later.delay());
                case Move.Expire _, Move.GiveUp _ -> throw new AssertionError("gave up at " + at);
            }
        }
        return passed;
    }

    private static String line(Lifecycle at, Instant now) {
        return Duration.between(START, now).toMinutes() + " " + at.stage() + " " + at.production() / 10.0;
    }

    private static Lifecycle begin() {
        return Lifecycle.begin(Optional.of("1"), false, START);
    }

    @Test
    void blueGreenMovesAllTrafficAtOnceAndBakes() {
        assertThat(passed(plan("BLUE_GREEN", in -> in.bakeTimeInMinutes(5)), begin()))
                .containsExactly(
                        "0 PRE_SCALE_UP 0.0",
                        "0 SCALE_UP 0.0",
                        "0 POST_SCALE_UP 0.0",
                        "0 TEST_TRAFFIC_SHIFT 0.0",
                        "0 POST_TEST_TRAFFIC_SHIFT 0.0",
                        "0 PRE_PRODUCTION_TRAFFIC_SHIFT 0.0",
                        "0 PRODUCTION_TRAFFIC_SHIFT 100.0",
                        "0 POST_PRODUCTION_TRAFFIC_SHIFT 100.0",
                        "0 BAKE_TIME 100.0",
                        "5 CLEAN_UP 100.0");
    }

    @Test
    void linearMovesEqualPartsAndTheLastMayBeSmaller() {
        assertThat(passed(
                        plan(
                                "LINEAR",
                                in -> in.linearConfiguration(
                                        linear -> linear.stepPercent(33.3).stepBakeTimeInMinutes(2))),
                        begin()))
                .filteredOn(line -> line.contains(" PRODUCTION"))
                .containsExactly(
                        "0 PRODUCTION_TRAFFIC_SHIFT 33.3",
                        "2 PRODUCTION_TRAFFIC_SHIFT 66.6",
                        "4 PRODUCTION_TRAFFIC_SHIFT 99.9",
                        "6 PRODUCTION_TRAFFIC_SHIFT 100.0");
    }

    @Test
    void linearTakesTenPercentInSixMinutesUnlessToldOtherwise() {
        assertThat(passed(plan("LINEAR", in -> {}), begin()))
                .filteredOn(line -> line.contains(" PRODUCTION"))
                .hasSize(10)
                .startsWith("0 PRODUCTION_TRAFFIC_SHIFT 10.0", "6 PRODUCTION_TRAFFIC_SHIFT 20.0")
                .endsWith("54 PRODUCTION_TRAFFIC_SHIFT 100.0");
    }

    @Test
    void canaryMovesAPartAndThenTheRest() {
        assertThat(passed(plan("CANARY", in -> in.bakeTimeInMinutes(1)), begin()))
                .filteredOn(line -> line.contains(" PRODUCTION") || line.contains("CLEAN"))
                .containsExactly(
                        "0 PRODUCTION_TRAFFIC_SHIFT 5.0", "10 PRODUCTION_TRAFFIC_SHIFT 100.0", "11 CLEAN_UP 100.0");
    }

    @Test
    void aFirstDeploymentHasNothingToBakeBeside() {
        Lifecycle alone = Lifecycle.begin(Optional.empty(), false, START);
        assertThat(passed(plan("CANARY", in -> in.bakeTimeInMinutes(60)), alone))
                .allMatch(line -> line.startsWith("0 "))
                .allMatch(line -> line.endsWith(" 100.0"));
    }

    @Test
    void aRollingUpdateHasNoShift() {
        ShiftPlan plan = plan(
                "ROLLING",
                in -> in.lifecycleHooks(hook -> hook.targetType("PAUSE").lifecycleStagesWithStrings("PRE_SCALE_UP")));
        assertThat(plan.isStaged()).isTrue();
        assertThat(plan("ROLLING", in -> {}).isStaged()).isFalse();
        assertThat(passed(plan, begin()))
                .containsExactly("0 PRE_SCALE_UP 0.0", "0 SCALE_UP 0.0", "0 POST_SCALE_UP 0.0", "0 CLEAN_UP 0.0");
    }

    @Test
    void aStageWhoseWorkIsNotDoneInADayFails() {
        ShiftPlan plan = plan("BLUE_GREEN", in -> {});
        Progress stuck = new Progress(false, false);
        Lifecycle scaling = begin().enter(LifecycleStage.SCALE_UP, 0, 0, START);
        Duration day = LifecycleDecider.LONGEST_STAGE;
        assertThat(new LifecycleDecider(plan, scaling, START.plus(day).minusSeconds(1)).next(stuck))
                .isEqualTo(new Move.Later(Duration.ofSeconds(1)));
        assertThat(new LifecycleDecider(plan, scaling, START.plus(day)).next(stuck))
                .isEqualTo(new Move.GiveUp("Service deployment rolled back because SCALE_UP timed out."));
        Lifecycle reconciling = Lifecycle.begin(Optional.of("1"), true, START);
        assertThat(new LifecycleDecider(plan, reconciling, START.plus(day)).next(stuck))
                .isInstanceOf(Move.GiveUp.class);
    }

    @Test
    void hooksWaitTogetherAndEachMayFail() {
        ShiftPlan plan = plan(
                "BLUE_GREEN",
                in -> in.lifecycleHooks(
                        first -> first.targetType("PAUSE")
                                .lifecycleStagesWithStrings("PRE_SCALE_UP")
                                .timeoutConfiguration(
                                        time -> time.timeoutInMinutes(10).action("CONTINUE")),
                        second -> second.targetType("PAUSE").lifecycleStagesWithStrings("PRE_SCALE_UP")));
        List<String> ids = new ArrayList<>(List.of("a", "b"));
        Lifecycle waiting = plan.paused(begin(), START, ids::removeFirst);
        assertThat(waiting.hooks()).extracting(PauseHook::id).containsExactly("ecs-pause-a", "ecs-pause-b");
        assertThat(new LifecycleDecider(plan, waiting, START).next(DONE))
                .isEqualTo(new Move.Later(Duration.ofMinutes(10)));

        Instant later = START.plus(Duration.ofMinutes(10));
        assertThat(new LifecycleDecider(plan, waiting, later).next(DONE)).isEqualTo(new Move.Expire());
        Lifecycle expired = waiting.expire(later);
        assertThat(expired.hooks())
                .extracting(PauseHook::status)
                .containsExactly(PauseHook.Status.TIMED_OUT, PauseHook.Status.AWAITING_ACTION);
        Duration rest = Duration.ofMinutes(1430);
        assertThat(new LifecycleDecider(plan, expired, later).next(DONE)).isEqualTo(new Move.Later(rest));
        assertThat(new LifecycleDecider(plan, expired.resolve("ecs-pause-b", PauseHook.Status.SUCCEEDED), later)
                        .next(DONE))
                .isEqualTo(new Move.Enter(LifecycleStage.SCALE_UP, 0, 0));
        Lifecycle over = expired.expire(later.plus(rest));
        assertThat(new LifecycleDecider(plan, over, later.plus(rest)).next(DONE))
                .isEqualTo(new Move.GiveUp(
                        "Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) timed out."));
    }

    @Test
    void whatIsGivenUpSendsAllTrafficBack() {
        Lifecycle shifting = begin().enter(LifecycleStage.PRODUCTION_TRAFFIC_SHIFT, 1, 333, START);
        assertThat(shifting.productionOf("2", "2")).isEqualTo(33.3);
        assertThat(shifting.productionOf("1", "2")).isEqualTo(66.7);
        assertThat(shifting.testOf("2", "2")).isEqualTo(100);
        Lifecycle back = shifting.back(START);
        assertThat(back.productionOf("2", "2")).isZero();
        assertThat(back.productionOf("1", "2")).isEqualTo(100);
        assertThat(back.testOf("1", "2")).isEqualTo(100);
        assertThat(back.productionOf("0", "2")).isZero();
    }
}
