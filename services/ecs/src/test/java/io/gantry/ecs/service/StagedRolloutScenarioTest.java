package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.ServiceRoom;
import io.gantry.ecs.TaskRoom;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Task;

/** Deployments that pass through stages: blue/green, linear and canary. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class StagedRolloutScenarioTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final StagedShop shop = new StagedShop();
    private final ServiceRoom room = shop.room();

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void greenStandsBesideBlueUntilItHasBaked() {
        shop.running(in -> in.strategy("BLUE_GREEN").bakeTimeInMinutes(5));
        assertThat(room.deployment().statusAsString()).isEqualTo("SUCCESSFUL");
        shop.deploy();
        assertThat(shop.stage()).isEqualTo("SCALE_UP");
        assertThat(shop.tasks(1)).isEqualTo(2);
        assertThat(shop.tasks(2)).isEqualTo(2);
        assertThat(shop.production()).isZero();
        shop.assertWeightsAreWhole();
        assertThat(room.deployment().targetServiceRevision().requestedTaskCount())
                .isEqualTo(2);
        assertThat(room.deployment().sourceServiceRevisions().getFirst().requestedTaskCount())
                .isEqualTo(2);

        room.advance(MINUTE);
        assertThat(shop.stage()).isEqualTo("BAKE_TIME");
        assertThat(shop.production()).isEqualTo(100);
        shop.assertWeightsAreWhole();
        assertThat(shop.tasks(1)).isEqualTo(2);
        assertThat(room.describe().deployments()).extracting(Deployment::status).containsExactly("PRIMARY", "ACTIVE");

        room.advance(Duration.ofMinutes(5));
        assertThat(room.deployment().statusAsString()).isEqualTo("SUCCESSFUL");
        assertThat(shop.tasks(1)).isZero();
        assertThat(shop.tasks(2)).isEqualTo(2);
        assertThat(room.describe().deployments()).hasSize(1);
        shop.assertWeightsAreWhole();
    }

    @Test
    void blueIsKeptAtItsCountWhileGreenBakes() {
        shop.running(in -> in.strategy("BLUE_GREEN").bakeTimeInMinutes(60));
        shop.deploy();
        room.advance(MINUTE);
        String victim = room.wanted().stream()
                .filter(task -> task.taskDefinitionArn().endsWith("shop:1"))
                .findFirst()
                .orElseThrow()
                .taskArn();
        room.tasks()
                .report(victim, "STOPPED", in -> in.containers(TaskRoom.container("STOPPED", one -> one.exitCode(1))));
        room.settle();
        assertThat(shop.tasks(1)).isEqualTo(2);
        assertThat(shop.tasks(2)).isEqualTo(2);
        room.update(in -> in.desiredCount(3));
        room.settle();
        assertThat(shop.tasks(1)).isEqualTo(3);
        assertThat(shop.tasks(2)).isEqualTo(3);
        assertThat(shop.stage()).isEqualTo("BAKE_TIME");
    }

    @Test
    void aBlueThatCrashesIsSlowedDownAndNoFaultOfGreen() {
        shop.running(in -> in.strategy("BLUE_GREEN")
                .bakeTimeInMinutes(60)
                .deploymentCircuitBreaker(breaker -> breaker.enable(true).rollback(true)));
        shop.deploy();
        room.advance(MINUTE);
        room.obedient(false);
        for (int crash = 0; crash < 6; crash++) {
            room.advance(Duration.ofMinutes(2));
            room.wanted().stream()
                    .filter(task -> task.taskDefinitionArn().endsWith("shop:1"))
                    .filter(task -> task.lastStatus().equals("PENDING")
                            || task.lastStatus().equals("RUNNING"))
                    .findFirst()
                    .ifPresent(task -> room.tasks()
                            .report(task.taskArn(), "STOPPED", in -> in.reason("CannotPullContainerError: none")));
            room.settle();
        }
        assertThat(room.deployment().statusAsString()).isEqualTo("IN_PROGRESS");
        assertThat(room.deployment().deploymentCircuitBreaker().failureCount()).isZero();
        assertThat(room.describe().deployments().getLast().failedTasks()).isPositive();
        assertThat(room.events()).anyMatch(event -> event.contains("unable to consistently start tasks"));
        room.obedient(true);
        room.advance(Duration.ofMinutes(10));
        assertThat(shop.tasks(1)).isEqualTo(2);
        assertThat(room.describe().deployments().getLast().failedTasks()).isZero();
    }

    @Test
    void linearMovesTrafficStepByStep() {
        shop.running(in -> in.strategy("LINEAR")
                .linearConfiguration(linear -> linear.stepPercent(50.0).stepBakeTimeInMinutes(3)));
        shop.deploy();
        room.advance(MINUTE);
        assertThat(shop.stage()).isEqualTo("PRODUCTION_TRAFFIC_SHIFT");
        assertThat(shop.production()).isEqualTo(50);
        shop.assertWeightsAreWhole();
        room.advance(Duration.ofMinutes(3));
        assertThat(shop.production()).isEqualTo(100);
        assertThat(room.deployment().statusAsString()).isEqualTo("SUCCESSFUL");
    }

    @Test
    void aDeploymentOverADeploymentReconcilesFirst() {
        shop.running(in -> in.strategy("BLUE_GREEN").bakeTimeInMinutes(60));
        shop.deploy();
        room.advance(MINUTE);
        String second = room.deployment().serviceDeploymentArn();
        room.obedient(false);
        shop.deploy();
        assertThat(room.deployment(second).statusAsString()).isEqualTo("STOPPED");
        assertThat(room.deployment(second).targetServiceRevision().requestedProductionTrafficWeight())
                .isZero();
        assertThat(shop.stage()).isIn("RECONCILE_SERVICE", "SCALE_UP");
        assertThat(shop.tasks(1)).isEqualTo(2);
        assertThat(shop.tasks(2)).isZero();
        room.obedient(true);
        room.advance(MINUTE);
        assertThat(shop.stage()).isEqualTo("BAKE_TIME");
        assertThat(shop.tasks(1)).isEqualTo(2);
        assertThat(shop.tasks(3)).isEqualTo(2);
        shop.assertWeightsAreWhole();
    }

    @Test
    void aDeploymentOverARollbackKeepsWhatServesUntilBlueIsWhole() {
        shop.running(in -> in.strategy("BLUE_GREEN"));
        shop.protect(room.wanted().getFirst().taskArn(), 30);
        shop.deploy();
        room.advance(Duration.ofMinutes(3));
        assertThat(shop.stage()).isEqualTo("CLEAN_UP");
        assertThat(shop.tasks(1)).isEqualTo(1);
        assertThat(shop.tasks(2)).isEqualTo(2);

        // On the way back one task of the first revision is still to come; then a third revision is wanted.
        room.obedient(false);
        room.stopDeployment(room.deployment().serviceDeploymentArn());
        room.settle();
        shop.deploy();
        room.advance(Duration.ofMinutes(1));
        assertThat(shop.stage()).isEqualTo("RECONCILE_SERVICE");
        assertThat(shop.tasks(1)).isEqualTo(2);
        assertThat(shop.tasks(2)).isEqualTo(1);
        assertThat(shop.tasks(3)).isZero();

        // Should that task be stopped, another one takes its place.
        String coming = room.wanted().stream()
                .filter(task -> !task.lastStatus().equals("RUNNING"))
                .map(Task::taskArn)
                .findFirst()
                .orElseThrow();
        room.tasks().stop(coming, "test");
        room.advance(Duration.ofMinutes(1));
        assertThat(shop.tasks(1)).isEqualTo(2);
        assertThat(shop.tasks(2)).isEqualTo(1);

        room.obedient(true);
        room.advance(Duration.ofMinutes(5));
        assertThat(shop.tasks(2)).isZero();
        assertThat(shop.tasks(3)).isEqualTo(2);
        room.advance(Duration.ofMinutes(30));
        assertThat(room.deployment().statusAsString()).isEqualTo("SUCCESSFUL");
        assertThat(shop.tasks(1)).isZero();
    }

    @Test
    void theBreakerWatchesGreen() {
        String first = shop.running(in -> in.strategy("BLUE_GREEN")
                .deploymentCircuitBreaker(breaker -> breaker.enable(true).rollback(true)));
        room.obedient(false);
        shop.deploy();
        room.failToStart(3);
        room.advance(MINUTE);
        assertThat(room.deployment().statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(room.describe().deployments()).extracting(Deployment::id).containsExactly(first);
        assertThat(shop.tasks(1)).isEqualTo(2);
    }
}
