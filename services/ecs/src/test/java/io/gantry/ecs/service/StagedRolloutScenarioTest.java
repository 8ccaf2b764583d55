package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.ecs.ServiceRoom;
import io.gantry.ecs.TaskRoom;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookDetail;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceRevisionSummary;
import software.amazon.awssdk.services.ecs.model.Task;

/** Deployments that pass through stages: blue/green, linear, canary, and pauses. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class StagedRolloutScenarioTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ServiceRoom room = new ServiceRoom();

    @BeforeEach
    void threeHosts() {
        List.of("a", "b", "c").forEach(zone -> room.host(zone, 4096, 4096));
        room.tasks().define("shop", in -> {});
    }

    @AfterEach
    void close() {
        room.close();
    }

    /** A service of two tasks that runs its first revision; answers its deployment's id. */
    private String running(Consumer<DeploymentConfiguration.Builder> configuration) {
        room.create(in -> in.taskDefinition("shop").desiredCount(2).deploymentConfiguration(configuration));
        room.advance(MINUTE);
        return room.describe().deployments().getFirst().id();
    }

    private void deploy() {
        room.tasks().define("shop", in -> {});
        room.update(in -> in.taskDefinition("shop"));
        room.settle();
    }

    private static Consumer<DeploymentConfiguration.Builder> pausing(String strategy, String... stages) {
        return in -> in.strategy(strategy)
                .bakeTimeInMinutes(1)
                .lifecycleHooks(hook -> hook.targetType("PAUSE").lifecycleStagesWithStrings(stages));
    }

    private long tasks(int revision) {
        return room.wanted().stream()
                .map(Task::taskDefinitionArn)
                .filter(arn -> arn.endsWith("shop:" + revision))
                .count();
    }

    private String stage() {
        return room.deployment().lifecycleStageAsString();
    }

    private double production() {
        return room.deployment().targetServiceRevision().requestedProductionTrafficWeight();
    }

    private void assertWeightsAreWhole() {
        ServiceDeployment now = room.deployment();
        List<ServiceRevisionSummary> all = Stream.concat(
                        Stream.of(now.targetServiceRevision()), now.sourceServiceRevisions().stream())
                .toList();
        DoubleStream production = all.stream().mapToDouble(ServiceRevisionSummary::requestedProductionTrafficWeight);
        DoubleStream test = all.stream().mapToDouble(ServiceRevisionSummary::requestedTestTrafficWeight);
        assertThat(production.sum()).isEqualTo(100);
        assertThat(test.sum()).isEqualTo(100);
    }

    @Test
    void greenStandsBesideBlueUntilItHasBaked() {
        running(in -> in.strategy("BLUE_GREEN").bakeTimeInMinutes(5));
        assertThat(room.deployment().statusAsString()).isEqualTo("SUCCESSFUL");
        deploy();
        assertThat(stage()).isEqualTo("SCALE_UP");
        assertThat(tasks(1)).isEqualTo(2);
        assertThat(tasks(2)).isEqualTo(2);
        assertThat(production()).isZero();
        assertWeightsAreWhole();
        assertThat(room.deployment().targetServiceRevision().requestedTaskCount())
                .isEqualTo(2);
        assertThat(room.deployment().sourceServiceRevisions().getFirst().requestedTaskCount())
                .isEqualTo(2);

        room.advance(MINUTE);
        assertThat(stage()).isEqualTo("BAKE_TIME");
        assertThat(production()).isEqualTo(100);
        assertWeightsAreWhole();
        assertThat(tasks(1)).isEqualTo(2);
        assertThat(room.describe().deployments()).extracting(Deployment::status).containsExactly("PRIMARY", "ACTIVE");

        room.advance(Duration.ofMinutes(5));
        assertThat(room.deployment().statusAsString()).isEqualTo("SUCCESSFUL");
        assertThat(tasks(1)).isZero();
        assertThat(tasks(2)).isEqualTo(2);
        assertThat(room.describe().deployments()).hasSize(1);
        assertWeightsAreWhole();
    }

    @Test
    void blueIsKeptAtItsCountWhileGreenBakes() {
        running(in -> in.strategy("BLUE_GREEN").bakeTimeInMinutes(60));
        deploy();
        room.advance(MINUTE);
        String victim = room.wanted().stream()
                .filter(task -> task.taskDefinitionArn().endsWith("shop:1"))
                .findFirst()
                .orElseThrow()
                .taskArn();
        room.tasks()
                .report(victim, "STOPPED", in -> in.containers(TaskRoom.container("STOPPED", one -> one.exitCode(1))));
        room.settle();
        assertThat(tasks(1)).isEqualTo(2);
        assertThat(tasks(2)).isEqualTo(2);
        room.update(in -> in.desiredCount(3));
        room.settle();
        assertThat(tasks(1)).isEqualTo(3);
        assertThat(tasks(2)).isEqualTo(3);
        assertThat(stage()).isEqualTo("BAKE_TIME");
    }

    @Test
    void linearMovesTrafficStepByStep() {
        running(in -> in.strategy("LINEAR")
                .linearConfiguration(linear -> linear.stepPercent(50.0).stepBakeTimeInMinutes(3)));
        deploy();
        room.advance(MINUTE);
        assertThat(stage()).isEqualTo("PRODUCTION_TRAFFIC_SHIFT");
        assertThat(production()).isEqualTo(50);
        assertWeightsAreWhole();
        room.advance(Duration.ofMinutes(3));
        assertThat(production()).isEqualTo(100);
        assertThat(room.deployment().statusAsString()).isEqualTo("SUCCESSFUL");
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
        String first = running(pausing("BLUE_GREEN", stage));
        while (!room.deployment().statusAsString().equals("SUCCESSFUL")) {
            room.resolve("CONTINUE");
            room.advance(MINUTE);
        }
        deploy();
        room.advance(MINUTE);
        DeploymentLifecycleHookDetail hook =
                room.deployment().lifecycleHookDetails().getLast();
        assertThat(hook.statusAsString()).isEqualTo("AWAITING_ACTION");
        assertThat(hook.targetTypeAsString()).isEqualTo("PAUSE");
        assertThat(hook.timeoutActionAsString()).isEqualTo("ROLLBACK");
        room.stopDeployment(room.deployment().serviceDeploymentArn());
        room.settle();
        assertThat(production()).isZero();
        assertWeightsAreWhole();
        room.advance(MINUTE);
        ServiceDeployment ended = room.deployment();
        assertThat(ended.statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(tasks(1)).isEqualTo(2);
        assertThat(tasks(2)).isZero();
        assertThat(room.describe().deployments()).extracting(Deployment::id).containsExactly(first);
    }

    @Test
    void bakingAndShiftingMayBeStoppedToo() {
        running(in -> in.strategy("CANARY").bakeTimeInMinutes(30));
        deploy();
        room.advance(MINUTE);
        assertThat(stage()).isEqualTo("PRODUCTION_TRAFFIC_SHIFT");
        assertThat(production()).isEqualTo(5);
        room.stopDeployment(room.deployment().serviceDeploymentArn());
        room.advance(MINUTE);
        assertThat(room.deployment().statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(tasks(1)).isEqualTo(2);

        room.update(in -> in.forceNewDeployment(true));
        room.advance(Duration.ofMinutes(12));
        assertThat(stage()).isEqualTo("BAKE_TIME");
        room.stopDeployment(room.deployment().serviceDeploymentArn());
        room.advance(MINUTE);
        assertThat(room.deployment().statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(room.wanted()).hasSize(2);
    }

    @Test
    void aHookIsContinuedOrRolledBack() {
        running(pausing("BLUE_GREEN", "POST_TEST_TRAFFIC_SHIFT"));
        room.resolve("CONTINUE");
        room.advance(MINUTE);
        assertThat(room.deployment().statusAsString()).isEqualTo("SUCCESSFUL");
        assertThat(room.deployment().lifecycleHookDetails())
                .extracting(DeploymentLifecycleHookDetail::statusAsString)
                .containsExactly("SUCCEEDED");
        deploy();
        room.advance(MINUTE);
        assertThat(stage()).isEqualTo("POST_TEST_TRAFFIC_SHIFT");
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
        running(in -> in.strategy("BLUE_GREEN")
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
        running(in -> in.strategy("CANARY").canaryConfiguration(canary -> canary.canaryBakeTimeInMinutes(0)));
        room.update(in -> in.forceNewDeployment(true)
                .deploymentConfiguration(rules -> rules.lifecycleHooks(
                        hook -> hook.targetType("PAUSE").lifecycleStagesWithStrings("PRE_PRODUCTION_TRAFFIC_SHIFT"))));
        room.advance(MINUTE);
        assertThat(stage()).isEqualTo("POST_TEST_TRAFFIC_SHIFT");
        assertThat(production()).isZero();
        room.resolve("CONTINUE");
        room.settle();
        assertThat(stage()).isEqualTo("PRODUCTION_TRAFFIC_SHIFT");
        assertThat(production()).isEqualTo(5);
        room.resolve("CONTINUE");
        room.settle();
        assertThat(production()).isEqualTo(100);
        assertThat(room.deployment().lifecycleHookDetails())
                .hasSize(2)
                .allMatch(hook -> hook.statusAsString().equals("SUCCEEDED"));
    }

    @Test
    void aRollingUpdatePausesBeforeItsFirstTaskAndAfterItsLast() {
        running(in -> {});
        room.tasks().define("shop", in -> {});
        room.update(in -> in.taskDefinition("shop")
                .deploymentConfiguration(rules -> rules.lifecycleHooks(
                        hook -> hook.targetType("PAUSE").lifecycleStagesWithStrings("PRE_SCALE_UP", "POST_SCALE_UP"))));
        room.advance(MINUTE);
        assertThat(tasks(1)).isEqualTo(2);
        assertThat(tasks(2)).isZero();
        assertThat(room.deployment().targetServiceRevision().requestedProductionTrafficWeight())
                .isNull();
        room.resolve("CONTINUE");
        room.advance(MINUTE);
        assertThat(tasks(1)).isZero();
        assertThat(tasks(2)).isEqualTo(2);
        assertThat(room.deployment().statusAsString()).isEqualTo("IN_PROGRESS");
        room.resolve("CONTINUE");
        room.settle();
        assertThat(room.deployment().statusAsString()).isEqualTo("SUCCESSFUL");
    }

    @Test
    void aDeploymentOverADeploymentReconcilesFirst() {
        running(in -> in.strategy("BLUE_GREEN").bakeTimeInMinutes(60));
        deploy();
        room.advance(MINUTE);
        String second = room.deployment().serviceDeploymentArn();
        room.obedient(false);
        deploy();
        assertThat(room.deployment(second).statusAsString()).isEqualTo("STOPPED");
        assertThat(room.deployment(second).targetServiceRevision().requestedProductionTrafficWeight())
                .isZero();
        assertThat(stage()).isIn("RECONCILE_SERVICE", "SCALE_UP");
        assertThat(tasks(1)).isEqualTo(2);
        assertThat(tasks(2)).isZero();
        room.obedient(true);
        room.advance(MINUTE);
        assertThat(stage()).isEqualTo("BAKE_TIME");
        assertThat(tasks(1)).isEqualTo(2);
        assertThat(tasks(3)).isEqualTo(2);
        assertWeightsAreWhole();
    }

    @Test
    void theBreakerWatchesGreen() {
        String first = running(in -> in.strategy("BLUE_GREEN")
                .deploymentCircuitBreaker(breaker -> breaker.enable(true).rollback(true)));
        room.obedient(false);
        deploy();
        room.failToStart(3);
        room.advance(MINUTE);
        assertThat(room.deployment().statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(room.describe().deployments()).extracting(Deployment::id).containsExactly(first);
        assertThat(tasks(1)).isEqualTo(2);
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
        assertRefused("InvalidParameterException", pausing("BLUE_GREEN", "PRODUCTION_TRAFFIC_SHIFT"));
        assertRefused("InvalidParameterException", pausing("BLUE_GREEN", "BAKE_TIME"));
        assertRefused(
                "UnsupportedFeatureException",
                in -> in.lifecycleHooks(
                        hook -> hook.hookTargetArn("arn:aws:lambda:eu-central-1:123456789012:function:f")
                                .lifecycleStagesWithStrings("PRE_SCALE_UP")));
    }

    private void assertRefused(String code, Consumer<DeploymentConfiguration.Builder> configuration) {
        assertThatThrownBy(() -> running(configuration))
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo(code));
    }
}
