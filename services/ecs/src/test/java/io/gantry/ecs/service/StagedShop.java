package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.ServiceRoom;
import io.gantry.models.ecs.EcsApi;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceRevisionSummary;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.UpdateTaskProtectionRequest;

/** A room with three hosts and the definition {@code shop}, for services that are deployed in stages. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
final class StagedShop implements AutoCloseable {
    private final ServiceRoom room = new ServiceRoom();

    StagedShop() {
        List.of("a", "b", "c").forEach(zone -> room.host(zone, 4096, 4096));
        room.tasks().define("shop", in -> {});
    }

    ServiceRoom room() {
        return room;
    }

    /** A service of two tasks a minute after it was made; answers its deployment's id. */
    String running(Consumer<DeploymentConfiguration.Builder> configuration) {
        room.create(in -> in.taskDefinition("shop").desiredCount(2).deploymentConfiguration(configuration));
        room.advance(Duration.ofMinutes(1));
        return room.describe().deployments().getFirst().id();
    }

    /** Begins to deploy another revision. */
    void deploy() {
        room.tasks().define("shop", in -> {});
        room.update(in -> in.taskDefinition("shop"));
        room.settle();
    }

    /** A strategy that pauses at some stages. */
    static Consumer<DeploymentConfiguration.Builder> pausing(String strategy, String... stages) {
        return in -> in.strategy(strategy)
                .bakeTimeInMinutes(1)
                .lifecycleHooks(hook -> hook.targetType("PAUSE").lifecycleStagesWithStrings(stages));
    }

    /** How many tasks of a revision are wanted. */
    long tasks(int revision) {
        return room.wanted().stream()
                .map(Task::taskDefinitionArn)
                .filter(arn -> arn.endsWith("shop:" + revision))
                .count();
    }

    String stage() {
        return room.deployment().lifecycleStageAsString();
    }

    /** What the revision that is brought in has of the production traffic, in percent. */
    double production() {
        return room.deployment().targetServiceRevision().requestedProductionTrafficWeight();
    }

    void assertWeightsAreWhole() {
        ServiceDeployment now = room.deployment();
        List<ServiceRevisionSummary> all = Stream.concat(
                        Stream.of(now.targetServiceRevision()), now.sourceServiceRevisions().stream())
                .toList();
        DoubleStream production = all.stream().mapToDouble(ServiceRevisionSummary::requestedProductionTrafficWeight);
        DoubleStream test = all.stream().mapToDouble(ServiceRevisionSummary::requestedTestTrafficWeight);
        assertThat(production.sum()).isEqualTo(100);
        assertThat(test.sum()).isEqualTo(100);
    }

    void protect(String taskArn, int minutes) {
        room.tasks()
                .room()
                .call(
                        EcsApi.UPDATE_TASK_PROTECTION,
                        UpdateTaskProtectionRequest.builder()
                                .cluster("default")
                                .tasks(taskArn)
                                .protectionEnabled(true)
                                .expiresInMinutes(minutes)
                                .build());
    }

    @Override
    public void close() {
        room.close();
    }
}
