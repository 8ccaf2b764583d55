package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.ServiceRoom;
import io.gantry.ecs.TaskRoom;
import io.gantry.ecs.task.HealthStatus;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentCircuitBreaker;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.Task;

/** Deployments whose tasks fail. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class CircuitBreakerScenarioTest {
    private final ServiceRoom room = new ServiceRoom();

    @BeforeEach
    void threeHosts() {
        List.of("a", "b", "c").forEach(zone -> room.host(zone, 8192, 8192));
        room.tasks().define("shop", in -> {});
    }

    @AfterEach
    void close() {
        room.close();
    }

    /** More than one task are rolled out in halves, so that a way back is seen while it lasts. */
    private void create(int count, Consumer<DeploymentCircuitBreaker.Builder> breaker) {
        room.create(in -> in.taskDefinition("shop")
                .desiredCount(count)
                .deploymentConfiguration(rules -> rules.deploymentCircuitBreaker(breaker)
                        .minimumHealthyPercent(count > 1 ? 50 : 100)
                        .maximumPercent(count > 1 ? 100 : 200)));
    }

    /** A service that runs the first revision and begins to roll out the second one. */
    private String deploying(int count, Consumer<DeploymentCircuitBreaker.Builder> breaker) {
        create(count, breaker);
        room.advance(Duration.ofMinutes(1));
        String first = room.describe().deployments().getFirst().id();
        room.tasks().define("shop", in -> {});
        room.obedient(false);
        room.update(in -> in.taskDefinition("shop"));
        return first;
    }

    private static void rollingBack(DeploymentCircuitBreaker.Builder breaker) {
        breaker.enable(true).rollback(true);
    }

    @Test
    void oneFailureFewerThanTheThresholdTripsNothing() {
        deploying(8, CircuitBreakerScenarioTest::rollingBack);
        room.failToStart(3);
        ServiceDeployment before = room.deployment();
        assertThat(before.statusAsString()).isEqualTo("IN_PROGRESS");
        assertThat(before.deploymentCircuitBreaker().statusAsString()).isEqualTo("MONITORING");
        assertThat(before.deploymentCircuitBreaker().failureCount()).isEqualTo(3);
        assertThat(before.deploymentCircuitBreaker().threshold()).isEqualTo(4);
        room.failToStart(1);
        ServiceDeployment after = room.deployment();
        assertThat(after.statusAsString()).isEqualTo("ROLLBACK_IN_PROGRESS");
        assertThat(after.deploymentCircuitBreaker().statusAsString()).isEqualTo("TRIGGERED");
    }

    @Test
    void aTrippedDeploymentGoesBackInAwsWords() {
        String first = deploying(2, CircuitBreakerScenarioTest::rollingBack);
        String second = room.describe().deployments().getFirst().id();
        room.failToStart(3);
        Service during = room.describe();
        assertThat(during.deployments()).extracting(Deployment::id).containsExactly(first, second);
        assertThat(during.deployments().getFirst().rolloutStateAsString()).isEqualTo("IN_PROGRESS");
        assertThat(during.deployments().getFirst().rolloutStateReason())
                .isEqualTo("ECS deployment circuit breaker: rolling back to deploymentId " + first + ".");
        assertThat(during.deployments().getLast().rolloutStateAsString()).isEqualTo("FAILED");
        assertThat(during.deployments().getLast().rolloutStateReason())
                .isEqualTo("ECS deployment circuit breaker: tasks failed to start.");
        ServiceDeployment back = room.deployment();
        assertThat(back.rollback().serviceRevisionArn()).endsWith(first.substring("ecs-svc/".length()));

        room.advance(Duration.ofMinutes(1));
        ServiceDeployment ended = room.deployment();
        assertThat(ended.statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(ended.statusReason())
                .isEqualTo("Service deployment rolled back because the circuit breaker threshold was exceeded.");
        assertThat(ended.finishedAt()).isNotNull();
        assertThat(ended.targetServiceRevision().requestedTaskCount()).isZero();
        assertThat(room.describe().taskDefinition()).endsWith("shop:1");
        assertThat(room.events())
                .containsSubsequence(
                        "(service web) (deployment " + second + ") deployment failed: tasks failed to start.",
                        "(service web) rolling back to deployment " + first + ".",
                        "(service web) (deployment " + first + ") deployment completed.",
                        "(service web) has reached a steady state.");
    }

    @Test
    void withoutTheOptionADeploymentStopsStartingTasksAndTheOldOnesStay() {
        deploying(2, breaker -> breaker.enable(true).rollback(false));
        room.failToStart(3);
        room.advance(Duration.ofMinutes(5));
        Service stalled = room.describe();
        assertThat(stalled.deployments().getFirst().rolloutStateAsString()).isEqualTo("FAILED");
        assertThat(room.wanted())
                .filteredOn(task -> task.taskDefinitionArn().endsWith("shop:1"))
                .hasSize(1);
        ServiceDeployment stopped = room.deployment();
        assertThat(stopped.statusAsString()).isEqualTo("STOPPED");
        assertThat(stopped.stoppedAt()).isNotNull();
        int wanted = room.wanted().size();
        room.advance(Duration.ofMinutes(30));
        assertThat(room.wanted()).hasSize(wanted);
    }

    @Test
    void theFirstDeploymentHasNothingToGoBackTo() {
        room.obedient(false);
        create(1, CircuitBreakerScenarioTest::rollingBack);
        room.failToStart(3);
        assertThat(room.deployment().statusAsString()).isEqualTo("ROLLBACK_FAILED");
        assertThat(room.deployment().statusReason()).isEqualTo("No rollback candidate was found to run the rollback.");
        room.advance(Duration.ofMinutes(10));
        assertThat(room.wanted()).isEmpty();
    }

    @Test
    void aHealthyTaskMakesTheBreakerForget() {
        deploying(4, CircuitBreakerScenarioTest::rollingBack);
        room.failToStart(2);
        room.advance(Duration.ofMinutes(1));
        assertThat(room.deployment().deploymentCircuitBreaker().failureCount()).isZero();
    }

    @Test
    void aBreakerThatDoesNotForgetCountsAllFailures() {
        deploying(4, breaker -> breaker.enable(true).rollback(true).resetOnHealthyTask(false));
        room.failToStart(2);
        Task slow = room.wanted().stream()
                .filter(task -> task.lastStatus().equals("PENDING"))
                .findFirst()
                .orElseThrow();
        room.handle(slow.taskArn());
        room.advance(Duration.ofMinutes(1));
        assertThat(room.describe().deployments().getFirst().runningCount()).isPositive();
        room.tasks().report(slow.taskArn(), "STOPPED", in -> in.reason("CannotPullContainerError: none"));
        room.settle();
        assertThat(room.deployment().statusAsString()).isEqualTo("ROLLBACK_IN_PROGRESS");
    }

    @Test
    void aNumberOfFailuresMayBeTheThreshold() {
        deploying(
                8,
                breaker -> breaker.enable(true)
                        .rollback(true)
                        .thresholdConfiguration(
                                threshold -> threshold.type("COUNT").value(1)));
        room.failToStart(1);
        assertThat(room.deployment().statusAsString()).isEqualTo("ROLLBACK_IN_PROGRESS");
    }

    @Test
    void anUnboundedPartMayBeTheThreshold() {
        deploying(
                2,
                breaker -> breaker.enable(true)
                        .rollback(true)
                        .thresholdConfiguration(
                                threshold -> threshold.type("UNBOUNDED_PERCENT").value(100)));
        room.failToStart(1);
        assertThat(room.deployment().statusAsString()).isEqualTo("IN_PROGRESS");
        room.failToStart(1);
        assertThat(room.deployment().statusAsString()).isEqualTo("ROLLBACK_IN_PROGRESS");
    }

    @Test
    void failedHealthChecksCount() {
        create(1, breaker -> breaker.enable(true).rollback(false));
        room.advance(Duration.ofMinutes(1));
        room.tasks()
                .define(
                        "shop",
                        in -> in.containerDefinitions(web -> web.name("web")
                                .image("shop:2")
                                .memory(128)
                                .healthCheck(check -> check.command("CMD", "true"))));
        room.update(in -> in.taskDefinition("shop"));
        room.settle();
        for (int failures = 0; failures < 3; failures++) {
            assertThat(room.deployment().statusAsString()).isEqualTo("IN_PROGRESS");
            room.advance(Duration.ofMinutes(2));
            Task checked = room.wanted().stream()
                    .filter(task -> task.taskDefinitionArn().endsWith("shop:2"))
                    .findFirst()
                    .orElseThrow();
            room.judge(checked.taskArn(), HealthStatus.UNHEALTHY);
            room.settle();
        }
        assertThat(room.deployment().statusAsString()).isEqualTo("STOPPED");
        assertThat(room.events()).anyMatch(event -> event.endsWith("failed container health checks."));
        assertThat(room.wanted()).anyMatch(task -> task.taskDefinitionArn().endsWith("shop:1"));
    }

    @Test
    void aRollbackMayFailAsWell() {
        deploying(2, CircuitBreakerScenarioTest::rollingBack);
        room.failToStart(3);
        assertThat(room.deployment().statusAsString()).isEqualTo("ROLLBACK_IN_PROGRESS");
        room.obedient(false);
        for (Task old : room.wanted()) {
            room.tasks()
                    .report(
                            old.taskArn(),
                            "STOPPED",
                            in -> in.containers(TaskRoom.container("STOPPED", one -> one.exitCode(1))));
        }
        room.failToStart(2);
        assertThat(room.deployment().statusAsString()).isEqualTo("ROLLBACK_FAILED");
        assertThat(room.describe().deployments().getFirst().rolloutStateAsString())
                .isEqualTo("FAILED");
    }
}
