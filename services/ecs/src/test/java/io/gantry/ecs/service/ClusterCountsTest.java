package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.ServiceRoom;
import io.gantry.models.ecs.EcsApi;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LaunchType;

/** What a cluster counts of its services and of their tasks. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class ClusterCountsTest {
    private final ServiceRoom room = new ServiceRoom();

    @AfterEach
    void close() {
        room.close();
    }

    private Cluster cluster() {
        return room.tasks()
                .room()
                .call(
                        EcsApi.DESCRIBE_CLUSTERS,
                        DescribeClustersRequest.builder()
                                .include(ClusterField.STATISTICS)
                                .build())
                .clusters()
                .getFirst();
    }

    private Map<String, String> counted() {
        return cluster().statistics().stream()
                .filter(pair -> !pair.value().equals("0"))
                .collect(Collectors.toMap(KeyValuePair::name, KeyValuePair::value));
    }

    @Test
    void servicesAndTheirTasksAreCountedByStatusAndLaunchType() {
        room.host("a", 4096, 4096);
        room.tasks().define("shop", in -> {});
        room.create(in -> in.taskDefinition("shop").desiredCount(2));
        room.create(in -> in.serviceName("other").taskDefinition("shop").desiredCount(0));
        room.create(in -> in.serviceName("elsewhere")
                .desiredCount(0)
                .launchType(LaunchType.EXTERNAL)
                .deploymentController(controller -> controller.type(DeploymentControllerType.EXTERNAL)));
        room.obedient(false);
        room.settle();
        assertThat(counted())
                .isEqualTo(Map.of(
                        "pendingEC2TasksCount", "2", "activeEC2ServiceCount", "2", "activeExternalServiceCount", "1"));
        assertThat(cluster().pendingTasksCount()).isEqualTo(2);

        room.obedient(true);
        room.settle();
        assertThat(counted())
                .isEqualTo(Map.of(
                        "runningEC2TasksCount", "2", "activeEC2ServiceCount", "2", "activeExternalServiceCount", "1"));
        assertThat(cluster().runningTasksCount()).isEqualTo(2);
        assertThat(cluster().activeServicesCount()).isEqualTo(3);

        room.delete(true);
        assertThat(counted()).containsEntry("drainingEC2ServiceCount", "1").containsEntry("activeEC2ServiceCount", "1");
        assertThat(cluster().activeServicesCount()).isEqualTo(2);

        room.settle();
        assertThat(counted()).isEqualTo(Map.of("activeEC2ServiceCount", "1", "activeExternalServiceCount", "1"));
    }

    @Test
    void tasksOfAnotherLaunchTypeAreCountedApart() {
        room.host("a", 4096, 4096, "ecs.capability.external");
        room.tasks().define("far", in -> in.requiresCompatibilitiesWithStrings("EC2", "EXTERNAL"));
        room.tasks()
                .run(in ->
                        in.taskDefinition("far").launchType(LaunchType.EXTERNAL).count(2));
        room.tasks().run(in -> in.taskDefinition("far"));
        room.settle();
        assertThat(counted()).isEqualTo(Map.of("runningExternalTasksCount", "2", "runningEC2TasksCount", "1"));
    }
}
