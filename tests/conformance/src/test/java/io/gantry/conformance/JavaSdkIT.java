package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.waiters.WaiterOverrideConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskField;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;
import software.amazon.awssdk.services.ecs.waiters.EcsWaiter;

/** AWS's SDK for Java, version 2, over HTTP: typed answers, paginators, waiters and exceptions. */
@ExtendWith(SharedGantry.class)
final class JavaSdkIT {
    private final RunningGantry gantry;
    private final EcsClient ecs;

    JavaSdkIT(RunningGantry gantry) {
        this.gantry = gantry;
        this.ecs = client(gantry.key());
    }

    private EcsClient client(RootKey key) {
        return EcsClient.builder()
                .endpointOverride(gantry.endpoint())
                .region(Region.of(RunningGantry.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(key.accessKeyId(), key.secretAccessKey())))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterEach
    void close() {
        ecs.close();
    }

    private EcsWaiter waiter() {
        return EcsWaiter.builder()
                .client(ecs)
                .overrideConfiguration(WaiterOverrideConfiguration.builder()
                        .backoffStrategyV2(BackoffStrategy.fixedDelay(Duration.ofMillis(200)))
                        .maxAttempts(1000)
                        .waitTimeout(Duration.ofSeconds(90))
                        .build())
                .build();
    }

    private TaskDefinition register() {
        return ecs.registerTaskDefinition(request -> request.family("sdk")
                        .networkMode(NetworkMode.BRIDGE)
                        .requiresCompatibilities(Compatibility.EC2)
                        .containerDefinitions(ContainerDefinition.builder()
                                .name("redis")
                                .image("redis:latest")
                                .memory(32)
                                .essential(true)
                                .stopTimeout(2)
                                .portMappings(PortMapping.builder()
                                        .containerPort(6379)
                                        .hostPort(0)
                                        .build())
                                .build()))
                .taskDefinition();
    }

    @Test
    void tasks_are_run_awaited_and_stopped() {
        TaskDefinition definition = register();
        RunTaskResponse ran = ecs.runTask(request -> request.taskDefinition(definition.taskDefinitionArn())
                .count(2)
                .group("sdk-group")
                .tags(Tag.builder().key("team").value("blue").build()));
        assertThat(ran.hasFailures()).isTrue();
        assertThat(ran.failures()).isEmpty();
        List<String> arns = ran.tasks().stream().map(Task::taskArn).toList();
        assertThat(arns).hasSize(2);
        try (EcsWaiter waiter = waiter()) {
            List<Task> running = waiter.waitUntilTasksRunning(request -> request.tasks(arns))
                    .matched()
                    .response()
                    .orElseThrow()
                    .tasks();
            for (Task task : running) {
                assertThat(task.group()).isEqualTo("sdk-group");
                assertThat(task.startedAt()).isAfterOrEqualTo(task.createdAt());
                int port = task.containers()
                        .getFirst()
                        .networkBindings()
                        .getFirst()
                        .hostPort();
                assertThat(Network.exchange(port, "PING\r\n")).isEqualTo("+PONG\r\n");
            }
            assertThat(ecs.describeTasks(request -> request.tasks(arns).include(TaskField.TAGS))
                            .tasks())
                    .allSatisfy(task -> assertThat(task.tags())
                            .containsExactly(
                                    Tag.builder().key("team").value("blue").build()));
            assertThat(ecs.listTasksPaginator(request -> request.family("sdk").maxResults(1))
                            .taskArns())
                    .containsExactlyInAnyOrderElementsOf(arns);
            arns.forEach(arn -> ecs.stopTask(request -> request.task(arn).reason("typed")));
            List<Task> stopped = waiter.waitUntilTasksStopped(request -> request.tasks(arns))
                    .matched()
                    .response()
                    .orElseThrow()
                    .tasks();
            assertThat(stopped).allSatisfy(task -> {
                assertThat(task.stopCode()).isEqualTo(TaskStopCode.USER_INITIATED);
                assertThat(task.stoppedReason()).isEqualTo("typed");
                assertThat(task.containers().getFirst().exitCode()).isZero();
            });
        }
    }

    @Test
    void a_client_token_makes_a_repeated_call_the_same_call() {
        TaskDefinition definition = register();
        String token = "once-" + gantry.account();
        List<Task> first = ecs.runTask(request ->
                        request.taskDefinition(definition.taskDefinitionArn()).clientToken(token))
                .tasks();
        List<Task> again = ecs.runTask(request ->
                        request.taskDefinition(definition.taskDefinitionArn()).clientToken(token))
                .tasks();
        assertThat(again)
                .extracting(Task::taskArn)
                .isEqualTo(first.stream().map(Task::taskArn).toList());
        assertThatThrownBy(() -> ecs.runTask(request -> request.taskDefinition(definition.taskDefinitionArn())
                        .count(2)
                        .clientToken(token)))
                .isInstanceOfSatisfying(
                        EcsException.class,
                        refused -> assertThat(refused.statusCode()).isEqualTo(400));
    }

    @Test
    void refusals_are_typed_exceptions() {
        assertThatThrownBy(() -> ecs.deleteCluster(request -> request.cluster("gone")))
                .isInstanceOfSatisfying(ClusterNotFoundException.class, refused -> {
                    assertThat(refused.statusCode()).isEqualTo(400);
                    assertThat(refused.requestId()).isNotBlank();
                    assertThat(refused.awsErrorDetails().errorMessage()).isEqualTo("Cluster not found.");
                });
        try (EcsClient stranger = client(new RootKey(gantry.key().accessKeyId(), "x".repeat(40)))) {
            assertThatThrownBy(stranger::listClusters)
                    .isInstanceOfSatisfying(
                            EcsException.class,
                            refused -> assertThat(refused.awsErrorDetails().errorCode())
                                    .isEqualTo("InvalidSignatureException"));
        }
    }

    @Test
    void the_container_instance_shows_what_its_node_registered() {
        List<String> arns = ecs.listContainerInstances().containerInstanceArns();
        assertThat(arns).hasSize(1);
        assertThat(ecs.describeContainerInstances(request -> request.containerInstances(arns))
                        .containerInstances())
                .singleElement()
                .satisfies(instance -> {
                    assertThat(instance.agentConnected()).isTrue();
                    assertThat(instance.status()).isEqualTo("ACTIVE");
                    assertThat(instance.versionInfo().agentVersion()).matches("\\d+\\.\\d+\\.\\d+");
                    assertThat(instance.versionInfo().dockerVersion()).startsWith("DockerVersion: ");
                    Map<String, String> attributes = new TreeMap<>();
                    instance.attributes()
                            .forEach(attribute -> attributes.put(
                                    attribute.name(), attribute.value() == null ? "" : attribute.value()));
                    assertThat(attributes).containsEntry("ecs.os-type", "linux");
                    assertThat(attributes.keySet())
                            .containsAll(Set.of(
                                    "com.amazonaws.ecs.capability.docker-remote-api.1.21",
                                    "com.amazonaws.ecs.capability.logging-driver.json-file",
                                    "ecs.capability.container-ordering"));
                    assertThat(instance.registeredResources())
                            .extracting("name")
                            .contains("CPU", "MEMORY", "PORTS");
                });
    }
}
