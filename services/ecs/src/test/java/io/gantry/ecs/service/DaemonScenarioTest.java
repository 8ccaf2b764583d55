package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.ServiceRoom;
import io.gantry.ecs.TaskRoom;
import io.gantry.models.ecs.EcsApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterContainerInstanceRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.PutAttributesRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/** One task on each host, as stories. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class DaemonScenarioTest {
    private final ServiceRoom room = new ServiceRoom();

    @AfterEach
    void close() {
        room.close();
    }

    private String host() {
        return Objects.requireNonNull(room.host("a", 4096, 4096).containerInstanceArn());
    }

    private Service daemon(Consumer<CreateServiceRequest.Builder> more) {
        room.tasks().define("watch", in -> {});
        return room.create(in -> {
            in.taskDefinition("watch").schedulingStrategy("DAEMON");
            more.accept(in);
        });
    }

    private List<String> hosts() {
        return room.wanted().stream().map(Task::containerInstanceArn).sorted().toList();
    }

    /** How many of the service's tasks each host holds, those that are stopping included. */
    private Map<String, Long> held() {
        return Stream.of("RUNNING", "STOPPED")
                .flatMap(desired -> room
                        .tasks()
                        .room()
                        .call(
                                EcsApi.LIST_TASKS,
                                ListTasksRequest.builder()
                                        .serviceName("web")
                                        .desiredStatus(desired)
                                        .build())
                        .taskArns()
                        .stream())
                .map(room.tasks()::describe)
                .filter(task -> !"STOPPED".equals(task.lastStatus()))
                .collect(Collectors.groupingBy(Task::containerInstanceArn, Collectors.counting()));
    }

    private long ofRevision(int revision) {
        return room.wanted().stream()
                .filter(task -> task.taskDefinitionArn().endsWith("watch:" + revision))
                .count();
    }

    private void tier(String host, String value) {
        room.tasks()
                .room()
                .call(
                        EcsApi.PUT_ATTRIBUTES,
                        PutAttributesRequest.builder()
                                .attributes(Attribute.builder()
                                        .targetId(host)
                                        .name("tier")
                                        .value(value)
                                        .build())
                                .build());
        room.settle();
    }

    @Test
    void itFollowsTheHostsThatJoinAndLeave() {
        String first = host();
        String second = host();
        assertThat(daemon(in -> {}).desiredCount()).isEqualTo(2);
        room.settle();
        assertThat(hosts()).containsExactlyInAnyOrder(first, second);
        room.advance(Duration.ofSeconds(41));
        assertThat(room.describe().deployments().getFirst().rolloutStateAsString())
                .isEqualTo("COMPLETED");

        String third = host();
        room.settle();
        assertThat(hosts()).containsExactlyInAnyOrder(first, second, third);
        assertThat(room.describe().desiredCount()).isEqualTo(3);

        room.tasks()
                .room()
                .call(
                        EcsApi.DEREGISTER_CONTAINER_INSTANCE,
                        DeregisterContainerInstanceRequest.builder()
                                .containerInstance(first)
                                .force(true)
                                .build());
        room.advance(Duration.ofMinutes(1));
        assertThat(hosts()).containsExactlyInAnyOrder(second, third);
        assertThat(room.describe().desiredCount()).isEqualTo(2);
        assertThat(room.events()).last().isEqualTo("(service web) has reached a steady state.");
    }

    @Test
    void itFollowsTheAttributesOfItsHosts() {
        String gold = host();
        String plain = host();
        tier(gold, "gold");
        daemon(in -> in.placementConstraints(one -> one.type("memberOf").expression("attribute:tier == gold")));
        room.advance(Duration.ofMinutes(1));
        assertThat(hosts()).containsExactly(gold);

        tier(plain, "gold");
        assertThat(hosts()).containsExactlyInAnyOrder(gold, plain);
        tier(gold, "tin");
        assertThat(hosts()).containsExactly(plain);
        assertThat(room.describe().desiredCount()).isEqualTo(1);
    }

    @Test
    void aFullHostIsWaitedForAndToldOnce() {
        String full = host();
        room.tasks().define("big", in -> in.memory("4000"));
        String big = room.tasks()
                .run(in -> in.taskDefinition("big"))
                .tasks()
                .getFirst()
                .taskArn();
        String free = host();
        assertThat(daemon(in -> {}).desiredCount()).isEqualTo(2);
        room.advance(Duration.ofMinutes(5));
        assertThat(hosts()).containsExactly(free);
        assertThat(room.events())
                .filteredOn(event -> event.contains("was unable to place a task"))
                .singleElement()
                .asString()
                .contains(full.substring(full.lastIndexOf('/') + 1))
                .contains("has insufficient memory available.");
        room.tasks().stop(big, "");
        room.advance(Duration.ofMinutes(1));
        assertThat(hosts()).containsExactlyInAnyOrder(full, free);
        assertThat(room.events()).last().isEqualTo("(service web) has reached a steady state.");
    }

    @Test
    void byDefaultASuccessorStartsWhenItsPredecessorIsGone() {
        host();
        host();
        daemon(in -> {});
        room.advance(Duration.ofMinutes(2));
        room.tasks().define("watch", in -> {});
        String slow = room.wanted().getFirst().taskArn();
        room.handle(slow);
        room.update(in -> in.taskDefinition("watch"));
        room.settle();
        assertThat(held().values()).containsOnly(1L);
        assertThat(ofRevision(2)).isEqualTo(1);
        assertThat(room.tasks().describe(slow).desiredStatus()).isEqualTo("STOPPED");

        room.tasks()
                .report(slow, "STOPPED", in -> in.containers(TaskRoom.container("STOPPED", one -> one.exitCode(0))));
        room.advance(Duration.ofMinutes(1));
        assertThat(held().values()).containsOnly(1L);
        assertThat(ofRevision(2)).isEqualTo(2);
        assertThat(room.describe().deployments()).hasSize(1);
    }

    @Test
    void withAMaximumOf200TheSuccessorStartsFirst() {
        host();
        host();
        daemon(in -> in.deploymentConfiguration(
                limits -> limits.minimumHealthyPercent(100).maximumPercent(200)));
        room.advance(Duration.ofMinutes(2));
        room.tasks().define("watch", in -> {});
        room.update(in -> in.taskDefinition("watch"));
        room.settle();
        assertThat(held().values()).containsOnly(2L);
        assertThat(room.describe().runningCount()).isEqualTo(4);
        room.advance(Duration.ofSeconds(41));
        assertThat(held().values()).containsOnly(1L);
        assertThat(ofRevision(2)).isEqualTo(2);
        assertThat(room.describe().deployments().getFirst().rolloutStateAsString())
                .isEqualTo("COMPLETED");
    }

    @Test
    void aRollingUpdateKeepsTheMinimumOfHosts() {
        List.of(1, 2, 3, 4).forEach(one -> host());
        daemon(in -> in.deploymentConfiguration(
                limits -> limits.minimumHealthyPercent(50).maximumPercent(100)));
        room.advance(Duration.ofMinutes(2));
        room.tasks().define("watch", in -> {});
        room.update(in -> in.taskDefinition("watch"));
        room.settle();
        assertThat(ofRevision(1)).isEqualTo(2);
        assertThat(ofRevision(2)).isEqualTo(2);
        room.advance(Duration.ofSeconds(90));
        assertThat(ofRevision(2)).isEqualTo(4);
        assertThat(held().values()).containsOnly(1L);
        assertThat(room.events()).noneMatch(event -> event.contains("unable"));
    }

    @Test
    void aFailingRevisionIsRolledBack() {
        host();
        daemon(in -> in.deploymentConfiguration(rules ->
                rules.deploymentCircuitBreaker(breaker -> breaker.enable(true).rollback(true))));
        room.advance(Duration.ofMinutes(2));
        room.tasks().define("watch", in -> {});
        List<Task> old = room.wanted();
        room.update(in -> in.taskDefinition("watch"));
        room.obedient(false);
        room.settle();
        room.tasks()
                .report(
                        old.getFirst().taskArn(),
                        "STOPPED",
                        in -> in.containers(TaskRoom.container("STOPPED", one -> one.exitCode(0))));
        for (int failures = 0; failures < 3; failures++) {
            room.advance(Duration.ofMinutes(1));
            assertThat(ofRevision(2)).isEqualTo(1);
            room.tasks()
                    .report(
                            room.wanted().getFirst().taskArn(),
                            "STOPPED",
                            in -> in.reason("CannotPullContainerError: no such image"));
        }
        room.obedient(true);
        room.advance(Duration.ofMinutes(3));
        assertThat(ofRevision(1)).isEqualTo(1);
        assertThat(room.describe().taskDefinition()).endsWith("watch:1");
        assertThat(room.events()).anyMatch(event -> event.contains("rolling back to deployment"));
    }

    @Test
    void aSilentHostKeepsItsTaskAndGetsNone() {
        String connected = host();
        ContainerInstance silent = room.tasks().register(4096, 4096);
        assertThat(daemon(in -> {}).desiredCount()).isEqualTo(1);
        room.advance(Duration.ofMinutes(2));
        assertThat(hosts()).containsExactly(connected);

        room.tasks().restart();
        room.advance(Duration.ofMinutes(5));
        assertThat(room.tasks().instance(connected).agentConnected()).isFalse();
        room.tasks().define("watch", in -> {});
        room.update(in -> in.taskDefinition("watch"));
        room.advance(Duration.ofMinutes(5));
        assertThat(hosts()).containsExactly(connected);
        assertThat(ofRevision(1)).isEqualTo(1);
        assertThat(room.describe().desiredCount()).isEqualTo(1);
        assertThat(room.tasks()
                        .instance(Objects.requireNonNull(silent.containerInstanceArn()))
                        .runningTasksCount())
                .isZero();
    }

    @Test
    void aDaemonIsTheLastToLeaveAHostThatDrains() {
        String leaving = host();
        daemon(in -> {});
        room.tasks().define("shop", in -> {});
        room.create(in -> in.serviceName("shop").taskDefinition("shop").desiredCount(2));
        room.advance(Duration.ofMinutes(2));
        String staying = host();
        room.drain(leaving);
        room.settle();
        assertThat(hosts()).containsExactlyInAnyOrder(leaving, staying);
        assertThat(room.tasks().instance(leaving).runningTasksCount()).isEqualTo(3);
        assertThat(room.describe().desiredCount()).isEqualTo(1);

        room.advance(Duration.ofSeconds(45));
        assertThat(room.tasks().instance(leaving).runningTasksCount()).isZero();
        assertThat(hosts()).containsExactly(staying);
        assertThat(room.tasks().instance(staying).runningTasksCount()).isEqualTo(3);
        assertThat(room.events()).last().isEqualTo("(service web) has reached a steady state.");
    }

    private void replicasThatWaitForRoom() {
        room.tasks().define("shop", in -> in.memory("2000"));
        room.create(in -> in.serviceName("shop").taskDefinition("shop").desiredCount(5));
        room.settle();
    }

    @Test
    void aDaemonComesFirstOnAHostThatJoins() {
        room.tasks().define("watch", in -> in.memory("3000"));
        room.create(in -> in.taskDefinition("watch").schedulingStrategy("DAEMON"));
        replicasThatWaitForRoom();
        for (int joined = 0; joined < 3; joined++) {
            String host = host();
            room.settle();
            assertThat(hosts()).contains(host);
            assertThat(room.tasks().instance(host).runningTasksCount()).isEqualTo(1);
        }
    }

    @Test
    void aDaemonFindsItsPlaceAgainWhenItIsReplaced() {
        String host = host();
        room.tasks().define("watch", in -> in.memory("3000"));
        room.create(in -> in.taskDefinition("watch").schedulingStrategy("DAEMON"));
        room.advance(Duration.ofMinutes(1));
        replicasThatWaitForRoom();
        room.tasks().define("watch", in -> in.memory("3500"));
        room.update(in -> in.taskDefinition("watch"));
        room.advance(Duration.ofMinutes(2));
        assertThat(hosts()).containsExactly(host);
        assertThat(ofRevision(2)).isEqualTo(1);
        assertThat(room.tasks().instance(host).runningTasksCount()).isEqualTo(1);
    }

    @Test
    void aDaemonThatCanNeverFitKeepsNoRoom() {
        String host = host();
        room.tasks().define("watch", in -> in.memory("5000"));
        room.create(in -> in.taskDefinition("watch").schedulingStrategy("DAEMON"));
        replicasThatWaitForRoom();
        assertThat(hosts()).isEmpty();
        assertThat(room.tasks().instance(host).runningTasksCount()).isEqualTo(2);
    }

    @Test
    void aStoppedDaemonIsReplacedOnItsHost() {
        String first = host();
        String second = host();
        daemon(in -> {});
        room.advance(Duration.ofMinutes(2));
        String victim = room.wanted().getFirst().taskArn();
        room.tasks().stop(victim, "by hand");
        room.settle();
        assertThat(hosts()).containsExactlyInAnyOrder(first, second);
        assertThat(room.wanted()).noneMatch(task -> task.taskArn().equals(victim));
        room.delete(false);
        room.settle();
        assertThat(room.describe().status()).isEqualTo("INACTIVE");
        assertThat(held()).isEmpty();
    }
}
