package io.gantry.ecs.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.base.AwsError;
import io.gantry.ecs.ServiceRoom;
import io.gantry.models.ecs.EcsApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.CapacityProvider;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.CreateTaskSetRequest;
import software.amazon.awssdk.services.ecs.model.DescribeCapacityProvidersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeCapacityProvidersResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsRequest;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.PutClusterCapacityProvidersRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskSet;

/** FARGATE and FARGATE_SPOT, from the cluster's side and from that of what runs on them. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class CapacityProvidersTest {
    private static final String INVALID = "InvalidParameterException";
    private static final NetworkConfiguration NETWORK = NetworkConfiguration.builder()
            .awsvpcConfiguration(a -> a.subnets("subnet-a", "subnet-b").securityGroups("sg-1"))
            .build();

    private final ServiceRoom room = new ServiceRoom();

    @BeforeEach
    void aClusterWithBoth() {
        room.host("eu-central-1a", 8192, 16_384);
        room.tasks()
                .define(
                        "shop",
                        in -> in.networkMode("awsvpc")
                                .cpu("256")
                                .memory("512")
                                .requiresCompatibilitiesWithStrings("FARGATE"));
        room.tasks().define("bridged", in -> {});
        associate(List.of("FARGATE", "FARGATE_SPOT"));
    }

    @AfterEach
    void close() {
        room.close();
    }

    private static CapacityProviderStrategyItem item(String provider, int base, int weight) {
        return CapacityProviderStrategyItem.builder()
                .capacityProvider(provider)
                .base(base)
                .weight(weight)
                .build();
    }

    private void associate(List<String> providers, CapacityProviderStrategyItem... byDefault) {
        room.tasks()
                .room()
                .call(
                        EcsApi.PUT_CLUSTER_CAPACITY_PROVIDERS,
                        PutClusterCapacityProvidersRequest.builder()
                                .cluster("default")
                                .capacityProviders(providers)
                                .defaultCapacityProviderStrategy(byDefault)
                                .build());
    }

    private List<Task> run(int count, Consumer<RunTaskRequest.Builder> more) {
        return room.tasks()
                .run(in -> {
                    in.taskDefinition("shop").count(count).networkConfiguration(NETWORK);
                    more.accept(in);
                })
                .tasks();
    }

    private Service create(int count, Consumer<CreateServiceRequest.Builder> more) {
        Service made = room.create(in -> {
            in.taskDefinition("shop").desiredCount(count).networkConfiguration(NETWORK);
            more.accept(in);
        });
        room.advance(Duration.ofSeconds(60));
        return made;
    }

    private Map<String, Integer> providers(List<Task> tasks) {
        Map<String, Integer> counted = new TreeMap<>();
        tasks.forEach(task -> counted.merge(task.capacityProviderName(), 1, Integer::sum));
        return counted;
    }

    private DescribeCapacityProvidersResponse describe(Consumer<DescribeCapacityProvidersRequest.Builder> more) {
        DescribeCapacityProvidersRequest.Builder in = DescribeCapacityProvidersRequest.builder();
        more.accept(in);
        return room.tasks().room().call(EcsApi.DESCRIBE_CAPACITY_PROVIDERS, in.build());
    }

    private static void refused(String code, String words, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsError.class, error -> {
            assertThat(error.message()).contains(words);
            assertThat(error.code()).isEqualTo(code);
        });
    }

    @Test
    void bothAreThereForEveryAccount() {
        List<CapacityProvider> all = describe(in -> {}).capacityProviders();
        assertThat(all).extracting(CapacityProvider::name).containsExactly("FARGATE", "FARGATE_SPOT");
        assertThat(all.get(1).statusAsString()).isEqualTo("ACTIVE");
        assertThat(all.get(1).typeAsString()).isEqualTo("FARGATE_SPOT");
        String arn = all.get(1).capacityProviderArn();
        assertThat(arn).endsWith(":capacity-provider/FARGATE_SPOT");

        DescribeCapacityProvidersResponse some = describe(in -> in.capacityProviders(arn, "mine"));
        assertThat(some.capacityProviders()).containsExactly(all.get(1));
        assertThat(some.failures().getFirst().arn()).endsWith(":capacity-provider/mine");
        assertThat(some.failures().getFirst().reason()).isEqualTo("MISSING");

        DescribeCapacityProvidersResponse first = describe(in -> in.maxResults(1));
        assertThat(first.capacityProviders()).containsExactly(all.get(0));
        assertThat(describe(in -> in.maxResults(1).nextToken(first.nextToken())).capacityProviders())
                .containsExactly(all.get(1));

        associate(List.of("FARGATE"));
        assertThat(describe(in -> in.cluster("default")).capacityProviders()).containsExactly(all.get(0));
        refused("ClusterNotFoundException", "Cluster not found.", () -> describe(in -> in.cluster("gone")));
    }

    @Test
    void aCallsTasksAreSpreadAndSayWhere() {
        List<Task> tasks = run(7, in -> in.capacityProviderStrategy(item("FARGATE", 2, 1), item("FARGATE_SPOT", 0, 4)));

        assertThat(providers(tasks)).isEqualTo(Map.of("FARGATE", 3, "FARGATE_SPOT", 4));
        assertThat(tasks).allSatisfy(task -> {
            assertThat(task.launchTypeAsString()).isEqualTo("FARGATE");
            assertThat(task.platformVersion()).isEqualTo("1.4.0");
            assertThat(task.containerInstanceArn()).isNull();
        });
        assertThat(run(1, in -> in.launchType("FARGATE")).getFirst().capacityProviderName())
                .isNull();
    }

    @Test
    void withoutAWordTheClustersDefaultHolds() {
        associate(List.of("FARGATE", "FARGATE_SPOT"), item("FARGATE_SPOT", 0, 1));

        assertThat(providers(run(2, in -> {}))).isEqualTo(Map.of("FARGATE_SPOT", 2));
        assertThat(run(1, in -> in.launchType("FARGATE")).getFirst().capacityProviderName())
                .isNull();
        Service made = create(1, in -> {});
        assertThat(made.capacityProviderStrategy()).containsExactly(item("FARGATE_SPOT", 0, 1));
        assertThat(create(1, in -> {}).serviceArn()).isEqualTo(made.serviceArn());
        // It was the default then; it is the service's own now.
        associate(List.of("FARGATE", "FARGATE_SPOT"), item("FARGATE", 0, 1));
        assertThat(room.describe().capacityProviderStrategy()).containsExactly(item("FARGATE_SPOT", 0, 1));
    }

    @Test
    void aServiceKeepsItsBaseAndItsRatio() {
        Service made = create(6, in -> in.capacityProviderStrategy(item("FARGATE", 1, 1), item("FARGATE_SPOT", 0, 4)));
        assertThat(made.launchType()).isNull();
        assertThat(made.platformVersion()).isEqualTo("LATEST");
        assertThat(made.platformFamily()).isEqualTo("Linux");
        assertThat(providers(room.wanted())).isEqualTo(Map.of("FARGATE", 2, "FARGATE_SPOT", 4));

        // What runs is what counts: a task in the place of an ended one makes up for just that.
        Task base = room.wanted().stream()
                .filter(task -> task.capacityProviderName().equals("FARGATE"))
                .findFirst()
                .orElseThrow();
        room.tasks().stop(base.taskArn(), "test");
        room.advance(Duration.ofSeconds(60));
        assertThat(providers(room.wanted())).isEqualTo(Map.of("FARGATE", 2, "FARGATE_SPOT", 4));
        room.update(in -> in.desiredCount(11));
        room.advance(Duration.ofSeconds(60));
        assertThat(providers(room.wanted())).isEqualTo(Map.of("FARGATE", 3, "FARGATE_SPOT", 8));

        Service service = room.describe();
        assertThat(service.deployments().getFirst().launchType()).isNull();
        assertThat(service.deployments().getFirst().platformVersion()).isEqualTo("1.4.0");
        assertThat(service.deployments().getFirst().capacityProviderStrategy())
                .isEqualTo(service.capacityProviderStrategy());
        String revision = service.currentServiceRevisions().getFirst().arn();
        assertThat(room.tasks()
                        .room()
                        .call(
                                EcsApi.DESCRIBE_SERVICE_REVISIONS,
                                DescribeServiceRevisionsRequest.builder()
                                        .serviceRevisionArns(revision)
                                        .build())
                        .serviceRevisions()
                        .getFirst()
                        .capacityProviderStrategy())
                .isEqualTo(service.capacityProviderStrategy());
    }

    @Test
    void anotherStrategyComesWithADeploymentThatIsAskedFor() {
        create(2, in -> in.launchType("FARGATE"));
        String words = "you must force a new deployment";
        refused(INVALID, words, () -> room.update(in -> in.capacityProviderStrategy(item("FARGATE_SPOT", 0, 1))));

        room.update(
                in -> in.capacityProviderStrategy(item("FARGATE_SPOT", 0, 1)).forceNewDeployment(true));
        room.advance(Duration.ofMinutes(3));
        assertThat(room.describe().launchType()).isNull();
        assertThat(providers(room.wanted())).isEqualTo(Map.of("FARGATE_SPOT", 2));
        // The same again is no change.
        room.update(in -> in.capacityProviderStrategy(item("FARGATE_SPOT", 0, 1)));
        assertThat(room.describe().deployments()).hasSize(1);

        refused(INVALID, words, () -> room.update(in -> in.capacityProviderStrategy(List.of())));
        room.update(in -> in.capacityProviderStrategy(List.of()).forceNewDeployment(true));
        room.advance(Duration.ofMinutes(3));
        assertThat(room.describe().launchTypeAsString()).isEqualTo("FARGATE");
        assertThat(room.describe().hasCapacityProviderStrategy()).isFalse();
        assertThat(room.wanted()).extracting(Task::capacityProviderName).containsOnlyNulls();
    }

    @Test
    void aTaskSetHasItsOwn() {
        room.create(in -> in.desiredCount(4).deploymentController(one -> one.type("EXTERNAL")));
        TaskSet set = room.tasks()
                .room()
                .call(
                        EcsApi.CREATE_TASK_SET,
                        CreateTaskSetRequest.builder()
                                .cluster("default")
                                .service("web")
                                .taskDefinition("shop")
                                .networkConfiguration(NETWORK)
                                .capacityProviderStrategy(item("FARGATE", 0, 1), item("FARGATE_SPOT", 0, 1))
                                .scale(scale -> scale.value(100.0).unit("PERCENT"))
                                .build())
                .taskSet();
        assertThat(set.launchType()).isNull();
        assertThat(set.capacityProviderStrategy()).hasSize(2);
        room.advance(Duration.ofSeconds(60));
        assertThat(providers(room.wanted())).isEqualTo(Map.of("FARGATE", 2, "FARGATE_SPOT", 2));
        refused("ResourceInUseException", "is in use", () -> associate(List.of("FARGATE")));
    }

    @Test
    void aProviderThatIsUsedStaysWithTheCluster() {
        Task task = run(1, in -> in.capacityProviderStrategy(item("FARGATE_SPOT", 0, 1)))
                .getFirst();
        String words = "The specified capacity provider is in use and cannot be removed.";
        refused("ResourceInUseException", words, () -> associate(List.of("FARGATE")));
        room.tasks().stop(task.taskArn(), "test");
        room.advance(Duration.ofSeconds(60));
        associate(List.of("FARGATE"));

        create(0, in -> in.capacityProviderStrategy(item("FARGATE", 0, 1)));
        refused("ResourceInUseException", words, () -> associate(List.of()));
        room.delete(false);
        room.advance(Duration.ofSeconds(60));
        associate(List.of());
    }

    @Test
    void whatNoStrategyMaySayIsRefused() {
        refused(
                INVALID,
                "Specifying both a launch type and capacity provider strategy is not supported.",
                () -> run(1, in -> in.launchType("FARGATE").capacityProviderStrategy(item("FARGATE", 0, 1))));
        refused(
                INVALID,
                "Specifying both",
                () -> create(1, in -> in.launchType("EC2").capacityProviderStrategy(item("FARGATE", 0, 1))));
        refused(
                INVALID,
                "cannot contain a mix of capacity providers",
                () -> run(1, in -> in.capacityProviderStrategy(item("FARGATE", 0, 1), item("mine", 0, 1))));
        refused(
                INVALID,
                "not associated with the cluster",
                () -> create(1, in -> in.capacityProviderStrategy(item("mine", 0, 1))));
        refused(
                INVALID,
                "Only one capacity provider",
                () -> run(1, in -> in.capacityProviderStrategy(item("FARGATE", 1, 1), item("FARGATE_SPOT", 1, 1))));
        refused(
                INVALID,
                "only once",
                () -> run(1, in -> in.capacityProviderStrategy(item("FARGATE", 0, 1), item("FARGATE", 0, 1))));
        refused(
                INVALID,
                "no capacity providers with a weight value greater than zero",
                () -> create(1, in -> in.capacityProviderStrategy(item("FARGATE", 1, 0))));
        refused(
                INVALID,
                "does not support launch_type FARGATE",
                () -> run(
                        1,
                        in -> in.taskDefinition("bridged")
                                .networkConfiguration((NetworkConfiguration) null)
                                .capacityProviderStrategy(item("FARGATE", 0, 1))));
        refused(
                INVALID,
                "Placement strategies",
                () -> create(
                        1,
                        in -> in.capacityProviderStrategy(item("FARGATE", 0, 1))
                                .placementStrategy(one -> one.type("random"))));
        // A default may be set with weights that nothing can be run by, as on AWS.
        associate(List.of("FARGATE"), item("FARGATE", 0, 0));
        refused(INVALID, "defined in the default capacity provider strategy", () -> run(1, in -> {}));
    }
}
