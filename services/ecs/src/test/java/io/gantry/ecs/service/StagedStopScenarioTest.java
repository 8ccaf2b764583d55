package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.ecs.ServiceRoom;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookDetail;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;

/** Deployments that pass through stages and pause, are stopped in one of them, or are refused. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class StagedStopScenarioTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final StagedShop shop = new StagedShop();
    private final ServiceRoom room = shop.room();

    @AfterEach
    void close() {
        shop.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRE_SCALE_UP",
                "POST_SCALE_UP",
                "POST_TEST_TRAFFIC_SHIFT",
                "PRE_PRODUCTION_TRAFFIC_SHIFT",
                "POST_PRODUCTION_TRAFFIC_SHIFT"
            })
    void aDeploymentThatPausesMayBeStoppedThere(String stage) {
        String first = shop.running(StagedShop.pausing("BLUE_GREEN", stage));
        while (!room.deployment().statusAsString().equals("SUCCESSFUL")) {
            room.resolve("CONTINUE");
            room.advance(MINUTE);
        }
        shop.deploy();
        room.advance(MINUTE);
        DeploymentLifecycleHookDetail hook =
                room.deployment().lifecycleHookDetails().getLast();
        assertThat(hook.statusAsString()).isEqualTo("AWAITING_ACTION");
        assertThat(hook.targetTypeAsString()).isEqualTo("PAUSE");
        assertThat(hook.timeoutActionAsString()).isEqualTo("ROLLBACK");
        room.stopDeployment(room.deployment().serviceDeploymentArn());
        room.settle();
        assertThat(shop.production()).isZero();
        shop.assertWeightsAreWhole();
        room.advance(MINUTE);
        ServiceDeployment ended = room.deployment();
        assertThat(ended.statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(shop.tasks(1)).isEqualTo(2);
        assertThat(shop.tasks(2)).isZero();
        assertThat(room.describe().deployments()).extracting(Deployment::id).containsExactly(first);
    }

    @Test
    void bakingAndShiftingMayBeStoppedToo() {
        shop.running(in -> in.strategy("CANARY").bakeTimeInMinutes(30));
        shop.deploy();
        room.advance(MINUTE);
        assertThat(shop.stage()).isEqualTo("PRODUCTION_TRAFFIC_SHIFT");
        assertThat(shop.production()).isEqualTo(5);
        room.stopDeployment(room.deployment().serviceDeploymentArn());
        room.advance(MINUTE);
        assertThat(room.deployment().statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(shop.tasks(1)).isEqualTo(2);

        room.update(in -> in.forceNewDeployment(true));
        room.advance(Duration.ofMinutes(12));
        assertThat(shop.stage()).isEqualTo("BAKE_TIME");
        room.stopDeployment(room.deployment().serviceDeploymentArn());
        room.advance(MINUTE);
        assertThat(room.deployment().statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(room.wanted()).hasSize(2);
    }

    @Test
    void aHookIsContinuedOrRolledBack() {
        shop.running(StagedShop.pausing("BLUE_GREEN", "POST_TEST_TRAFFIC_SHIFT"));
        room.resolve("CONTINUE");
        room.advance(MINUTE);
        assertThat(room.deployment().statusAsString()).isEqualTo("SUCCESSFUL");
        assertThat(room.deployment().lifecycleHookDetails())
                .extracting(DeploymentLifecycleHookDetail::statusAsString)
                .containsExactly("SUCCEEDED");
        shop.deploy();
        room.advance(MINUTE);
        assertThat(shop.stage()).isEqualTo("POST_TEST_TRAFFIC_SHIFT");
        assertThat(room.deployment().targetServiceRevision().requestedTestTrafficWeight())
                .isEqualTo(100);
        room.resolve("ROLLBACK");
        assertThat(room.deployment().statusAsString()).isEqualTo("ROLLBACK_REQUESTED");
        room.advance(MINUTE);
        assertThat(room.deployment().statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(room.deployment().lifecycleHookDetails())
                .extracting(DeploymentLifecycleHookDetail::statusAsString)
                .containsExactly("FAILED");
        assertThat(room.deployment().statusReason())
                .isEqualTo("Service deployment rolled back because POST_TEST_TRAFFIC_SHIFT lifecycle hook(s) failed.");
    }

    @Test
    void aHookThatNobodyAnswersTimesOut() {
        shop.running(in -> in.strategy("BLUE_GREEN")
                .lifecycleHooks(hook -> hook.targetType("PAUSE")
                        .lifecycleStagesWithStrings("PRE_SCALE_UP")
                        .timeoutConfiguration(time -> time.timeoutInMinutes(2).action("CONTINUE"))));
        assertThat(room.wanted()).isEmpty();
        room.advance(MINUTE.plus(MINUTE));
        assertThat(room.deployment().lifecycleHookDetails())
                .extracting(DeploymentLifecycleHookDetail::statusAsString)
                .containsExactly("TIMED_OUT");
        assertThat(room.deployment().statusAsString()).isEqualTo("SUCCESSFUL");
        room.update(in -> in.forceNewDeployment(true)
                .deploymentConfiguration(rules -> rules.lifecycleHooks(hook -> hook.targetType("PAUSE")
                        .lifecycleStagesWithStrings("PRE_SCALE_UP")
                        .timeoutConfiguration(time -> time.timeoutInMinutes(1)))));
        room.advance(MINUTE.plusSeconds(1));
        assertThat(room.deployment().statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThatThrownBy(() -> room.resolve("CONTINUE")).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void eachStepOfAShiftPausesAnew() {
        shop.running(in -> in.strategy("CANARY").canaryConfiguration(canary -> canary.canaryBakeTimeInMinutes(0)));
        room.update(in -> in.forceNewDeployment(true)
                .deploymentConfiguration(rules -> rules.lifecycleHooks(
                        hook -> hook.targetType("PAUSE").lifecycleStagesWithStrings("PRE_PRODUCTION_TRAFFIC_SHIFT"))));
        room.advance(MINUTE);
        assertThat(shop.stage()).isEqualTo("POST_TEST_TRAFFIC_SHIFT");
        assertThat(shop.production()).isZero();
        room.resolve("CONTINUE");
        room.settle();
        assertThat(shop.stage()).isEqualTo("PRODUCTION_TRAFFIC_SHIFT");
        assertThat(shop.production()).isEqualTo(5);
        room.resolve("CONTINUE");
        room.settle();
        assertThat(shop.production()).isEqualTo(100);
        assertThat(room.deployment().lifecycleHookDetails())
                .hasSize(2)
                .allMatch(hook -> hook.statusAsString().equals("SUCCEEDED"));
    }

    @Test
    void aRollingUpdatePausesBeforeItsFirstTaskAndAfterItsLast() {
        shop.running(in -> {});
        room.tasks().define("shop", in -> {});
        room.update(in -> in.taskDefinition("shop")
                .deploymentConfiguration(rules -> rules.lifecycleHooks(
                        hook -> hook.targetType("PAUSE").lifecycleStagesWithStrings("PRE_SCALE_UP", "POST_SCALE_UP"))));
        room.advance(MINUTE);
        assertThat(shop.tasks(1)).isEqualTo(2);
        assertThat(shop.tasks(2)).isZero();
        assertThat(room.deployment().targetServiceRevision().requestedProductionTrafficWeight())
                .isNull();
        room.resolve("CONTINUE");
        room.advance(MINUTE);
        assertThat(shop.tasks(1)).isZero();
        assertThat(shop.tasks(2)).isEqualTo(2);
        assertThat(room.deployment().statusAsString()).isEqualTo("IN_PROGRESS");
        room.resolve("CONTINUE");
        room.settle();
        assertThat(room.deployment().statusAsString()).isEqualTo("SUCCESSFUL");
    }

    @Test
    void scalingUpMayBeStopped() {
        shop.running(in -> in.strategy("BLUE_GREEN"));
        room.obedient(false);
        shop.deploy();
        assertThat(shop.stage()).isEqualTo("SCALE_UP");
        room.stopDeployment(room.deployment().serviceDeploymentArn());
        room.settle();
        assertThat(room.deployment().statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(shop.tasks(1)).isEqualTo(2);
        assertThat(shop.tasks(2)).isZero();
        assertThat(room.events()).contains("(service web) stopped 2 pending tasks.");
    }

    @Test
    void protectedTasksHoldUpTheCleaningWhichMayBeStopped() {
        shop.running(in -> in.strategy("BLUE_GREEN"));
        room.wanted().forEach(task -> shop.protect(task.taskArn(), 60));
        shop.deploy();
        room.advance(MINUTE);
        assertThat(shop.stage()).isEqualTo("CLEAN_UP");
        assertThat(room.deployment().statusAsString()).isEqualTo("IN_PROGRESS");
        assertThat(shop.tasks(1)).isEqualTo(2);
        room.stopDeployment(room.deployment().serviceDeploymentArn());
        room.advance(MINUTE);
        assertThat(room.deployment().statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(shop.tasks(1)).isEqualTo(2);
        assertThat(shop.tasks(2)).isZero();
    }

    @Test
    void reconcilingWaitsForProtectedTasksAndMayBeStopped() {
        shop.running(in -> in.strategy("BLUE_GREEN").bakeTimeInMinutes(60));
        shop.deploy();
        room.advance(MINUTE);
        room.wanted().stream()
                .filter(task -> task.taskDefinitionArn().endsWith("shop:2"))
                .forEach(task -> shop.protect(task.taskArn(), 3));
        shop.deploy();
        room.advance(MINUTE);
        assertThat(shop.stage()).isEqualTo("RECONCILE_SERVICE");
        assertThat(room.deployment().targetServiceRevision().requestedTaskCount())
                .isZero();
        room.advance(MINUTE.multipliedBy(3));
        assertThat(shop.stage()).isEqualTo("BAKE_TIME");

        room.wanted().stream()
                .filter(task -> task.taskDefinitionArn().endsWith("shop:3"))
                .forEach(task -> shop.protect(task.taskArn(), 3));
        shop.deploy();
        room.advance(MINUTE);
        assertThat(shop.stage()).isEqualTo("RECONCILE_SERVICE");
        room.stopDeployment(room.deployment().serviceDeploymentArn());
        room.advance(MINUTE.multipliedBy(3));
        assertThat(room.deployment().statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(shop.tasks(1)).isEqualTo(2);
        assertThat(room.wanted()).hasSize(2);
    }

    @Test
    void whatAStrategyCannotBeIsRefused() {
        assertRefused("InvalidParameterException", in -> in.strategy("SUDDEN"));
        assertRefused(
                "InvalidParameterException",
                in -> in.strategy("LINEAR").linearConfiguration(linear -> linear.stepPercent(2.9)));
        assertRefused(
                "InvalidParameterException",
                in -> in.strategy("LINEAR").linearConfiguration(linear -> linear.stepPercent(10.05)));
        assertRefused(
                "InvalidParameterException",
                in -> in.strategy("CANARY").linearConfiguration(linear -> linear.stepPercent(10.0)));
        assertRefused(
                "InvalidParameterException",
                in -> in.strategy("CANARY").canaryConfiguration(canary -> canary.canaryBakeTimeInMinutes(1441)));
        assertRefused("InvalidParameterException", StagedShop.pausing("BLUE_GREEN", "PRODUCTION_TRAFFIC_SHIFT"));
        assertRefused("InvalidParameterException", StagedShop.pausing("BLUE_GREEN", "BAKE_TIME"));
        assertRefused(
                "UnsupportedFeatureException",
                in -> in.lifecycleHooks(
                        hook -> hook.hookTargetArn("arn:aws:lambda:eu-central-1:123456789012:function:f")
                                .lifecycleStagesWithStrings("PRE_SCALE_UP")));
    }

    @Test
    void alarmsAreKeptWhileNobodyWantsThemWatched() {
        assertRefused(
                "UnsupportedFeatureException",
                in -> in.alarms(alarms -> alarms.alarmNames("slow").enable(true).rollback(true)));
        shop.running(in ->
                in.alarms(alarms -> alarms.alarmNames("slow").enable(false).rollback(false)));
        assertThat(room.describe().deploymentConfiguration().alarms().alarmNames())
                .containsExactly("slow");
        assertThat(room.deployment().alarms().statusAsString()).isEqualTo("DISABLED");
    }

    private void assertRefused(String code, Consumer<DeploymentConfiguration.Builder> configuration) {
        assertThatThrownBy(() -> shop.running(configuration))
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo(code));
    }
}
