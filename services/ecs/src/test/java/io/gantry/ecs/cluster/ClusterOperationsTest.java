package io.gantry.ecs.cluster;

import static io.gantry.ecs.EcsRoom.ARN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gantry.control.Step;
import io.gantry.ecs.EcsRoom;
import io.gantry.models.ecs.EcsApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.CreateClusterRequest;
import software.amazon.awssdk.services.ecs.model.DeleteClusterRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersRequest;
import software.amazon.awssdk.services.ecs.model.DescribeClustersResponse;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;
import software.amazon.awssdk.services.ecs.model.PutClusterCapacityProvidersRequest;
import software.amazon.awssdk.services.ecs.model.UpdateClusterRequest;
import software.amazon.awssdk.services.ecs.model.UpdateClusterSettingsRequest;

@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class ClusterOperationsTest {
    private final EcsRoom room = new EcsRoom();

    @Test
    void aClusterIsCreatedWithAwssDefaults() {
        Cluster cluster = create(in -> {});
        assertThat(cluster.clusterArn()).isEqualTo(ARN + "cluster/default");
        assertThat(cluster.status()).isEqualTo("ACTIVE");
        assertThat(cluster.settings())
                .singleElement()
                .satisfies(setting -> assertThat(setting.value()).isEqualTo("disabled"));
        assertThat(cluster.hasCapacityProviders()).isTrue();
        assertThat(cluster.hasTags()).isTrue();
        assertThat(cluster.registeredContainerInstancesCount()).isZero();
    }

    @Test
    void creatingAnActiveClusterAnswersIt() {
        create(in -> in.clusterName("web").tags(tag -> tag.key("team").value("a")));
        assertThat(create(in -> in.clusterName("web")).tags()).hasSize(1);
        assertThat(list(in -> {}).clusterArns()).containsExactly(ARN + "cluster/web");
    }

    @Test
    void creatingItWithOtherCapacityProvidersIsRefused() {
        create(in -> in.clusterName("web"));
        assertThatThrownBy(() -> create(in -> in.clusterName("web").capacityProviders("FARGATE")))
                .hasMessageContaining("Arguments on this idempotent request are inconsistent");
    }

    @Test
    void badMembersAreRefused() {
        assertThatThrownBy(() -> create(in -> in.clusterName("no spaces"))).hasMessageContaining("no spaces");
        assertThatThrownBy(() -> create(in -> in.clusterName("x".repeat(256)))).hasMessageContaining("255");
        assertThatThrownBy(() -> create(in ->
                        in.settings(setting -> setting.name("containerInsights").value("loud"))))
                .hasMessageContaining("disabled, enabled and enhanced");
        assertThatThrownBy(() ->
                        create(in -> in.configuration(c -> c.executeCommandConfiguration(e -> e.logging("OVERRIDE")))))
                .hasMessageContaining("logConfiguration");
        assertThatThrownBy(() -> create(in -> in.capacityProviders("mine"))).hasMessageContaining("'mine'");
        assertThatThrownBy(() -> create(in -> in.serviceConnectDefaults(c -> c.namespace("a/b"))))
                .hasMessageStartingWith("Invalid namespace 'a/b'.");
        assertThat(create(in -> in.serviceConnectDefaults(c -> c.namespace(""))).serviceConnectDefaults())
                .isNull();
    }

    @Test
    void describeAnswersWhatIsAskedForAndWhatIsMissing() {
        create(in -> in.clusterName("web")
                .tags(tag -> tag.key("team").value("a"))
                .configuration(c -> c.executeCommandConfiguration(e -> e.logging("DEFAULT"))));
        DescribeClustersResponse plain = describe(in -> in.clusters("web", "gone", ARN + "cluster/web"));
        assertThat(plain.clusters()).hasSize(2).allSatisfy(cluster -> {
            assertThat(cluster.tags()).isEmpty();
            assertThat(cluster.settings()).isEmpty();
            assertThat(cluster.configuration()).isNull();
        });
        assertThat(plain.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.arn()).isEqualTo(ARN + "cluster/gone");
            assertThat(failure.reason()).isEqualTo("MISSING");
        });
        Cluster whole = describe(in ->
                        in.clusters("web").include(ClusterField.knownValues().toArray(new ClusterField[0])))
                .clusters()
                .getFirst();
        assertThat(whole.tags()).hasSize(1);
        assertThat(whole.settings()).hasSize(1);
        assertThat(whole.configuration().executeCommandConfiguration().loggingAsString())
                .isEqualTo("DEFAULT");
        assertThat(whole.statistics())
                .anySatisfy(pair -> assertThat(pair.name()).isEqualTo("runningFargateTasksCount"));
    }

    @Test
    void describeWithoutNamesMeansTheDefaultCluster() {
        assertThat(describe(in -> {}).failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.arn()).isEqualTo(ARN + "cluster/default"));
    }

    @Test
    void updatesChangeOnlyWhatTheyGive() {
        create(in ->
                in.clusterName("web").settings(s -> s.name("containerInsights").value("enabled")));
        Cluster updated = room.call(
                        EcsApi.UPDATE_CLUSTER,
                        UpdateClusterRequest.builder()
                                .cluster("web")
                                .configuration(c -> c.executeCommandConfiguration(e -> e.kmsKeyId("key")))
                                .build())
                .cluster();
        assertThat(updated.settings().getFirst().value()).isEqualTo("enabled");
        assertThat(updated.configuration().executeCommandConfiguration().kmsKeyId())
                .isEqualTo("key");
        Cluster again = room.call(
                        EcsApi.UPDATE_CLUSTER_SETTINGS,
                        UpdateClusterSettingsRequest.builder()
                                .cluster("web")
                                .settings(s -> s.name("containerInsights").value("enhanced"))
                                .build())
                .cluster();
        assertThat(again.settings().getFirst().value()).isEqualTo("enhanced");
        assertThat(again.configuration()).isEqualTo(updated.configuration());
        assertThatThrownBy(() -> room.call(
                        EcsApi.UPDATE_CLUSTER,
                        UpdateClusterRequest.builder().cluster("gone").build()))
                .hasMessage("Cluster not found.");
    }

    @Test
    void capacityProvidersAreReplaced() {
        create(in -> in.clusterName("web"));
        Cluster cluster = put("web", List.of("FARGATE", "FARGATE_SPOT"), strategy("FARGATE", 1, 1));
        assertThat(cluster.capacityProviders()).containsExactly("FARGATE", "FARGATE_SPOT");
        assertThat(cluster.attachmentsStatus()).isEqualTo("UPDATE_COMPLETE");
        assertThatThrownBy(() -> put("web", List.of("FARGATE"), strategy("FARGATE_SPOT", 1, 0)))
                .hasMessageContaining("not associated with the cluster");
        assertThatThrownBy(() -> put("web", List.of("FARGATE"), strategy("FARGATE", 1, 1), strategy("FARGATE", 1, 0)))
                .hasMessageContaining("only once");
        assertThat(put("web", List.of()).capacityProviders()).isEmpty();
    }

    @Test
    void aDeletedClusterIsInactiveThenForgottenAndItsNameFree() {
        create(in -> in.clusterName("web").tags(tag -> tag.key("team").value("a")));
        assertThat(delete("web").status()).isEqualTo("INACTIVE");
        assertThat(delete("web").status()).isEqualTo("INACTIVE");
        assertThat(list(in -> {}).clusterArns()).isEmpty();
        assertThat(describe(in -> in.clusters("web")).clusters().getFirst().status())
                .isEqualTo("INACTIVE");
        String id = EcsRoom.ACCOUNT + "/" + EcsRoom.REGION + "/web";
        assertThat(room.step("cluster", id)).isInstanceOf(Step.Wait.class);
        room.env().clock().advance(Duration.ofHours(2));
        assertThat(room.step("cluster", id)).isInstanceOf(Step.Commit.class);
        assertThat(describe(in -> in.clusters("web")).failures()).hasSize(1);
        assertThatThrownBy(() -> delete("web")).hasMessage("Cluster not found.");
    }

    @Test
    void anInactiveNameCanBeUsedAgain() {
        create(in -> in.clusterName("web").tags(tag -> tag.key("team").value("a")));
        delete("web");
        Cluster again = create(in -> in.clusterName("web"));
        assertThat(again.status()).isEqualTo("ACTIVE");
        assertThat(again.tags()).isEmpty();
    }

    @Test
    void pagesShowEveryClusterOnce() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            int number = i;
            names.add(create(in -> in.clusterName("c" + number)).clusterArn());
        }
        List<String> seen = new ArrayList<>();
        ListClustersResponse page = list(in -> in.maxResults(3));
        while (true) {
            seen.addAll(page.clusterArns());
            String token = page.nextToken();
            if (token == null) {
                break;
            }
            page = list(in -> in.maxResults(3).nextToken(token));
        }
        assertThat(seen).isEqualTo(names);
        assertThatThrownBy(() -> list(in -> in.nextToken("zz"))).hasMessageContaining("Invalid token");
        assertThatThrownBy(() -> list(in -> in.maxResults(101))).hasMessageContaining("between 1 and 100");
    }

    private Cluster create(Consumer<CreateClusterRequest.Builder> in) {
        CreateClusterRequest.Builder builder = CreateClusterRequest.builder();
        in.accept(builder);
        return room.call(EcsApi.CREATE_CLUSTER, builder.build()).cluster();
    }

    private DescribeClustersResponse describe(Consumer<DescribeClustersRequest.Builder> in) {
        DescribeClustersRequest.Builder builder = DescribeClustersRequest.builder();
        in.accept(builder);
        return room.call(EcsApi.DESCRIBE_CLUSTERS, builder.build());
    }

    private ListClustersResponse list(Consumer<ListClustersRequest.Builder> in) {
        ListClustersRequest.Builder builder = ListClustersRequest.builder();
        in.accept(builder);
        return room.call(EcsApi.LIST_CLUSTERS, builder.build());
    }

    private Cluster delete(String name) {
        return room.call(
                        EcsApi.DELETE_CLUSTER,
                        DeleteClusterRequest.builder().cluster(name).build())
                .cluster();
    }

    private Cluster put(String name, List<String> providers, CapacityProviderStrategyItem... strategy) {
        return room.call(
                        EcsApi.PUT_CLUSTER_CAPACITY_PROVIDERS,
                        PutClusterCapacityProvidersRequest.builder()
                                .cluster(name)
                                .capacityProviders(providers)
                                .defaultCapacityProviderStrategy(strategy)
                                .build())
                .cluster();
    }

    private static CapacityProviderStrategyItem strategy(String provider, int weight, int base) {
        return CapacityProviderStrategyItem.builder()
                .capacityProvider(provider)
                .weight(weight)
                .base(base)
                .build();
    }
}
