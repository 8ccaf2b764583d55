package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.ecs.EcsRoom;
import io.gantry.ecs.ServiceRoom;
import io.gantry.models.ecs.EcsApi;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.Task;

/** Deployments that their user, another deployment or the world gets in the way of. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class StopDeploymentScenarioTest {
    private final ServiceRoom room = new ServiceRoom();
    private String host = "";

    @BeforeEach
    void aServiceThatRuns() {
        host = room.host("a", 4096, 4096).containerInstanceArn();
        room.tasks().define("shop", in -> {});
        room.create(in -> in.taskDefinition("shop")
                .desiredCount(2)
                .deploymentConfiguration(
                        limits -> limits.minimumHealthyPercent(50).maximumPercent(100)));
        room.advance(Duration.ofMinutes(1));
    }

    @AfterEach
    void close() {
        room.close();
    }

    /** Begins to roll out another revision, of which no task starts, and answers the service deployment's ARN. */
    private String begin() {
        room.tasks().define("shop", in -> {});
        room.obedient(false);
        return room.update(in -> in.taskDefinition("shop")).currentServiceDeployment();
    }

    private long running(String definition) {
        return room.wanted().stream()
                .map(Task::taskDefinitionArn)
                .filter(arn -> arn.endsWith(definition))
                .count();
    }

    @Test
    void aStoppedDeploymentGoesBack() {
        String arn = begin();
        room.settle();
        assertThat(room.deployment(arn).statusAsString()).isEqualTo("IN_PROGRESS");
        assertThat(room.deployment(arn).targetServiceRevision().requestedTaskCount())
                .isEqualTo(2);
        room.stopDeployment(arn);
        assertThat(room.deployment(arn).statusAsString()).isEqualTo("ROLLBACK_REQUESTED");
        room.stopDeployment(arn);
        room.settle();
        assertThat(room.deployment(arn).statusAsString()).isEqualTo("ROLLBACK_IN_PROGRESS");
        room.stopDeployment(arn);
        room.obedient(true);
        room.advance(Duration.ofMinutes(1));
        ServiceDeployment ended = room.deployment(arn);
        assertThat(ended.statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
        assertThat(ended.rollback().reason()).contains("StopServiceDeployment");
        assertThat(room.describe().taskDefinition()).endsWith("shop:1");
        assertThat(running("shop:1")).isEqualTo(2);
        assertThat(running("shop:2")).isZero();
        assertRefused(arn, "ROLLBACK", "ConflictException");
    }

    @Test
    void whatCannotBeStoppedIsRefused() {
        String arn = room.describe().currentServiceDeployment();
        assertRefused(arn, "ROLLBACK", "ConflictException");
        assertRefused(arn + "x", "ROLLBACK", "ServiceDeploymentNotFoundException");
        assertRefused(arn, "ABORT", "UnsupportedFeatureException");
        assertRefused(arn, "NEVER", "InvalidParameterException");
        assertRefused("web", "ROLLBACK", "InvalidParameterException");
        assertRefused(EcsRoom.ARN + "service/default/web", "ROLLBACK", "InvalidParameterException");
    }

    private void assertRefused(String arn, String type, String code) {
        assertThatThrownBy(() -> room.tasks()
                        .room()
                        .call(
                                EcsApi.STOP_SERVICE_DEPLOYMENT,
                                StopServiceDeploymentRequest.builder()
                                        .serviceDeploymentArn(arn)
                                        .stopType(type)
                                        .build()))
                .isInstanceOfSatisfying(
                        AwsError.class, error -> assertThat(error.code()).isEqualTo(code));
    }

    @Test
    void aNewerDeploymentEndsAnOlderOne() {
        String second = begin();
        room.settle();
        String third = begin();
        room.settle();
        assertThat(room.deployment(second).statusAsString()).isEqualTo("STOPPED");
        assertThat(room.deployment(second).stoppedAt()).isNotNull();
        assertThat(room.describe().deployments()).extracting(Deployment::status).containsExactly("PRIMARY", "ACTIVE");
        room.obedient(true);
        room.advance(Duration.ofMinutes(2));
        assertThat(room.deployment(third).statusAsString()).isEqualTo("SUCCESSFUL");
        assertThat(running("shop:3")).isEqualTo(2);
        assertThat(room.wanted()).hasSize(2);
    }

    @Test
    void anUpdateDuringARollbackTakesItsPlaceAndHasNothingToGoBackTo() {
        String second = begin();
        room.settle();
        room.stopDeployment(second);
        room.settle();
        String third = begin();
        room.settle();
        assertThat(room.deployment(second).statusAsString()).isEqualTo("ROLLBACK_FAILED");
        assertThat(room.deployment(third).statusAsString()).isEqualTo("IN_PROGRESS");
        room.stopDeployment(third);
        room.settle();
        assertThat(room.deployment(third).statusAsString()).isEqualTo("ROLLBACK_FAILED");
        assertThat(room.deployment(third).statusReason())
                .isEqualTo("No rollback candidate was found to run the rollback.");
        assertThat(running("shop:1")).isPositive();
    }

    @Test
    void aServiceThatIsDeletedStopsItsDeployment() {
        String second = begin();
        room.settle();
        room.delete(true);
        assertThat(room.deployment(second).statusAsString()).isEqualTo("STOP_REQUESTED");
        room.obedient(true);
        room.settle();
        assertThat(room.describe().status()).isEqualTo("INACTIVE");
        assertThat(room.deployment(second).statusAsString()).isEqualTo("STOPPED");
        assertThat(room.deployment(second).targetServiceRevision().requestedTaskCount())
                .isZero();
        assertThat(room.wanted()).isEmpty();
    }

    @Test
    void withoutRoomForItADeploymentWaitsUntilThereIsSomeOrItIsStopped() {
        room.tasks()
                .define(
                        "shop",
                        in -> in.containerDefinitions(
                                web -> web.name("web").image("shop:2").memory(4000)));
        String second = room.update(in -> in.taskDefinition("shop")).currentServiceDeployment();
        room.advance(Duration.ofMinutes(10));
        assertThat(room.deployment(second).statusAsString()).isEqualTo("IN_PROGRESS");
        assertThat(running("shop:1")).isEqualTo(1);
        assertThat(room.events())
                .filteredOn(event -> event.contains("was unable to place a task"))
                .hasSize(1);
        room.stopDeployment(second);
        room.advance(Duration.ofMinutes(1));
        assertThat(room.deployment(second).statusAsString()).isEqualTo("ROLLBACK_SUCCESSFUL");
    }

    @Test
    void hostsThatLeaveDuringADeploymentTakeTheNewTasksAlong() {
        begin();
        room.settle();
        room.obedient(true);
        room.drain(host);
        room.advance(Duration.ofMinutes(5));
        Service stuck = room.describe();
        assertThat(stuck.deployments().getFirst().rolloutStateAsString()).isEqualTo("IN_PROGRESS");
        assertThat(stuck.runningCount()).isEqualTo(1);
        room.host("b", 4096, 4096);
        room.advance(Duration.ofMinutes(2));
        assertThat(room.deployment().statusAsString()).isEqualTo("SUCCESSFUL");
        assertThat(room.wanted()).hasSize(2).noneMatch(task -> List.of(host).contains(task.containerInstanceArn()));
    }

    @Test
    void aNamesakeKnowsNothingOfADeletedService() {
        room.delete(true);
        room.settle();
        room.advance(Duration.ofSeconds(1));
        room.obedient(false);
        String arn =
                room.create(in -> in.taskDefinition("shop").desiredCount(1)).currentServiceDeployment();
        room.settle();
        assertThat(room.tasks()
                        .room()
                        .call(
                                EcsApi.LIST_SERVICE_DEPLOYMENTS,
                                ListServiceDeploymentsRequest.builder()
                                        .service("web")
                                        .build())
                        .serviceDeployments())
                .extracting(ServiceDeploymentBrief::serviceDeploymentArn)
                .containsExactly(arn);
        room.stopDeployment(arn);
        room.settle();
        assertThat(room.deployment(arn).statusAsString()).isEqualTo("ROLLBACK_FAILED");
    }
}
