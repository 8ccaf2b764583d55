package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.ServiceRoom;
import io.gantry.models.ecs.EcsApi;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.UpdateTaskProtectionRequest;

/** Tasks that move because zones hold unequal numbers of them, as stories. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class ZoneBalanceScenarioTest {
    private final ServiceRoom room = new ServiceRoom();

    @BeforeEach
    void twoZones() {
        room.host("a", 4096, 4096);
        room.host("b", 4096, 4096);
        room.tasks().define("shop", in -> {});
    }

    @AfterEach
    void close() {
        room.close();
    }

    private void four(Consumer<CreateServiceRequest.Builder> more) {
        room.create(in -> {
            in.taskDefinition("shop").desiredCount(4);
            more.accept(in);
        });
        room.advance(Duration.ofMinutes(2));
        assertThat(zones()).isEqualTo(Map.of("a", 2L, "b", 2L));
    }

    private Map<String, Long> zones() {
        return room.wanted().stream().collect(Collectors.groupingBy(Task::availabilityZone, Collectors.counting()));
    }

    /** Lets time pass; at no moment are there fewer tasks than wanted, or more than one in addition. */
    private void watch(Duration duration) {
        for (Duration left = duration; left.isPositive(); left = left.minusSeconds(10)) {
            room.advance(Duration.ofSeconds(10));
            assertThat(room.wanted().size()).isBetween(4, 5);
        }
    }

    private List<String> balancing() {
        return room.events().stream()
                .filter(event -> event.contains("AZ") || event.contains("unable"))
                .toList();
    }

    @Test
    void aNewZoneGetsItsPart() {
        four(in -> {});
        room.host("c", 4096, 4096);
        watch(Duration.ofMinutes(7));
        assertThat(zones().values()).containsExactlyInAnyOrder(2L, 1L, 1L);
        assertThat(zones()).containsEntry("c", 1L);
        assertThat(balancing())
                .satisfiesExactly(
                        begun -> assertThat(begun)
                                .isEqualTo("(service web) is not AZ balanced with 2 tasks in a, 2 in b, and 0 in c."
                                        + " AZ Rebalancing in progress."),
                        started -> assertThat(started)
                                .startsWith("(service web) has started 1 tasks in c to AZ Rebalance: (task "),
                        stopped -> assertThat(stopped)
                                .matches("\\(service web\\) has stopped 1 running tasks in [ab] due to AZ rebalancing:"
                                        + " \\(task .*"),
                        done -> assertThat(done)
                                .startsWith("(service web) is AZ balanced with ")
                                .contains("1 tasks in c"));
        assertThat(room.events()).last().asString().contains("is AZ balanced");
        assertThat(room.events()).filteredOn(event -> event.contains("steady")).hasSize(2);
    }

    @Test
    void aZoneWithoutRoomIsToldOfOnceAndWaitedFor() {
        four(in -> {});
        room.host("c", 4096, 4096);
        room.tasks().define("big", in -> in.memory("4000"));
        String big = room.tasks()
                .run(in -> in.taskDefinition("big")
                        .placementConstraints(
                                one -> one.type("memberOf").expression("attribute:ecs.availability-zone == c")))
                .tasks()
                .getFirst()
                .taskArn();
        watch(Duration.ofMinutes(20));
        assertThat(zones()).isEqualTo(Map.of("a", 2L, "b", 2L));
        assertThat(balancing())
                .satisfiesExactly(
                        begun -> assertThat(begun).contains("is not AZ balanced"),
                        stuck -> assertThat(stuck)
                                .isEqualTo("(service web) is unable to place a task in c because no container instance"
                                        + " met all of its requirements."));
        room.tasks().stop(big, "");
        watch(Duration.ofMinutes(2));
        assertThat(zones()).containsEntry("c", 1L);
        assertThat(room.events()).last().asString().contains("is AZ balanced");
    }

    @Test
    void withoutHeadroomOrWishNothingMoves() {
        four(in -> in.deploymentConfiguration(
                limits -> limits.minimumHealthyPercent(50).maximumPercent(100)));
        room.host("c", 4096, 4096);
        watch(Duration.ofMinutes(12));
        assertThat(zones()).isEqualTo(Map.of("a", 2L, "b", 2L));
        room.update(in -> in.availabilityZoneRebalancing("DISABLED")
                .deploymentConfiguration(limits -> limits.maximumPercent(200)));
        watch(Duration.ofMinutes(12));
        assertThat(zones()).isEqualTo(Map.of("a", 2L, "b", 2L));
        assertThat(room.events()).noneMatch(event -> event.contains("to AZ Rebalance"));
    }

    @Test
    void hostsThatDoNotSuitMakeNoZone() {
        four(in -> in.placementConstraints(
                one -> one.type("memberOf").expression("attribute:ecs.availability-zone in [a, b]")));
        room.host("c", 4096, 4096);
        watch(Duration.ofMinutes(12));
        assertThat(balancing()).isEmpty();
    }

    @Test
    void protectedTasksDoNotMove() {
        four(in -> {});
        room.tasks()
                .room()
                .call(
                        EcsApi.UPDATE_TASK_PROTECTION,
                        UpdateTaskProtectionRequest.builder()
                                .cluster("default")
                                .tasks(room.wanted().stream().map(Task::taskArn).toList())
                                .protectionEnabled(true)
                                .expiresInMinutes(15)
                                .build());
        room.host("c", 4096, 4096);
        watch(Duration.ofMinutes(14));
        assertThat(room.wanted()).hasSize(4);
        assertThat(zones()).isEqualTo(Map.of("a", 2L, "b", 2L));
        watch(Duration.ofMinutes(6));
        assertThat(zones()).containsEntry("c", 1L);
    }

    @Test
    void severalMovesAreOneRebalancing() {
        four(in -> {});
        room.host("c", 4096, 4096);
        room.host("d", 4096, 4096);
        watch(Duration.ofMinutes(10));
        assertThat(zones()).isEqualTo(Map.of("a", 1L, "b", 1L, "c", 1L, "d", 1L));
        assertThat(balancing())
                .filteredOn(event -> event.contains("is not AZ balanced"))
                .hasSize(1);
    }
}
