package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.ServiceRoom;
import io.gantry.ecs.TaskRoom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;

/** Services from their creation to their end, as stories. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class RolloutScenarioTest {
    private final ServiceRoom room = new ServiceRoom();

    @AfterEach
    void close() {
        room.close();
    }

    private void threeZones() {
        List.of("a", "b", "c").forEach(zone -> room.host(zone, 4096, 4096));
    }

    private Map<String, Long> zones() {
        return room.wanted().stream().collect(Collectors.groupingBy(Task::availabilityZone, Collectors.counting()));
    }

    @Test
    void aServiceStartsSpreadsAndReachesASteadyState() {
        threeZones();
        String shop = room.tasks().define("shop", in -> {});
        Service made = room.create(in -> in.taskDefinition("shop").desiredCount(3));
        assertThat(made.status()).isEqualTo("ACTIVE");
        assertThat(made.taskDefinition()).endsWith(shop);
        room.settle();

        Service running = room.describe();
        assertThat(running.runningCount()).isEqualTo(3);
        assertThat(running.pendingCount()).isZero();
        assertThat(zones()).isEqualTo(Map.of("a", 1L, "b", 1L, "c", 1L));
        assertThat(running.deployments().getFirst().rolloutStateAsString()).isEqualTo("IN_PROGRESS");

        room.advance(Duration.ofSeconds(41));
        Deployment primary = room.describe().deployments().getFirst();
        assertThat(primary.rolloutStateAsString()).isEqualTo("COMPLETED");
        assertThat(primary.id()).matches("ecs-svc/[0-9]{19}");
        assertThat(room.events())
                .satisfiesExactly(
                        started -> assertThat(started).startsWith("(service web) has started 3 tasks: (task "),
                        completed -> assertThat(completed).endsWith("deployment completed."),
                        steady -> assertThat(steady).isEqualTo("(service web) has reached a steady state."));
        assertThat(room.wanted()).allSatisfy(task -> {
            assertThat(task.group()).isEqualTo("service:web");
            assertThat(task.startedBy()).isEqualTo(primary.id());
        });
    }

    @Test
    void anEndedTaskIsReplaced() {
        threeZones();
        room.tasks().define("shop", in -> {});
        room.create(in -> in.taskDefinition("shop").desiredCount(2));
        room.advance(Duration.ofMinutes(2));
        String victim = room.wanted().getFirst().taskArn();
        room.tasks()
                .report(victim, "STOPPED", in -> in.containers(TaskRoom.container("STOPPED", one -> one.exitCode(1))));
        room.settle();
        assertThat(room.wanted()).hasSize(2).noneMatch(task -> task.taskArn().equals(victim));
        assertThat(room.describe().runningCount()).isEqualTo(2);
        room.advance(Duration.ofSeconds(41));
        assertThat(room.events()).last().isEqualTo("(service web) has reached a steady state.");
        assertThat(room.events()).filteredOn(event -> event.contains("steady")).hasSize(2);
    }

    @Test
    void aNewRevisionRollsOutStartFirst() {
        threeZones();
        room.tasks().define("shop", in -> {});
        room.create(in -> in.taskDefinition("shop").desiredCount(2));
        room.advance(Duration.ofMinutes(2));
        String old = room.describe().deployments().getFirst().id();

        room.tasks().define("shop", in -> {});
        room.update(in -> in.taskDefinition("shop"));
        room.settle();
        Service during = room.describe();
        assertThat(during.deployments()).extracting(Deployment::status).containsExactly("PRIMARY", "ACTIVE");
        assertThat(during.deployments().getLast().id()).isEqualTo(old);
        assertThat(during.runningCount()).isEqualTo(4);

        room.advance(Duration.ofSeconds(41));
        Service after = room.describe();
        assertThat(after.deployments()).hasSize(1);
        assertThat(after.deployments().getFirst().id()).isNotEqualTo(old);
        assertThat(after.runningCount()).isEqualTo(2);
        assertThat(room.wanted()).allMatch(task -> task.taskDefinitionArn().endsWith("shop:2"));
    }

    @Test
    void aRolloutWithoutHeadroomStopsFirstAndKeepsTheMinimum() {
        threeZones();
        room.tasks().define("shop", in -> {});
        room.create(in -> in.taskDefinition("shop")
                .desiredCount(4)
                .deploymentConfiguration(
                        limits -> limits.minimumHealthyPercent(50).maximumPercent(100)));
        room.advance(Duration.ofMinutes(2));
        room.tasks().define("shop", in -> {});
        room.update(in -> in.taskDefinition("shop"));
        room.settle();
        assertThat(room.describe().runningCount()).isEqualTo(4);
        assertThat(room.wanted())
                .filteredOn(task -> task.taskDefinitionArn().endsWith("shop:1"))
                .hasSize(2);
        room.advance(Duration.ofSeconds(90));
        assertThat(room.wanted())
                .hasSize(4)
                .allMatch(task -> task.taskDefinitionArn().endsWith("shop:2"));
        assertThat(room.describe().deployments()).hasSize(1);
    }

    @Test
    void scaleInTakesTheFullestZoneFirst() {
        threeZones();
        room.tasks().define("shop", in -> {});
        room.create(in -> in.taskDefinition("shop").desiredCount(5));
        room.advance(Duration.ofMinutes(2));
        room.update(in -> in.desiredCount(3));
        room.settle();
        assertThat(zones()).isEqualTo(Map.of("a", 1L, "b", 1L, "c", 1L));
        assertThat(room.events()).anyMatch(event -> event.startsWith("(service web) has stopped 2 running tasks: "));
    }

    @Test
    void aServiceThatFindsNoRoomSaysSoOnceAndStartsWhenThereIsSome() {
        room.host("a", 1024, 1024);
        room.tasks().define("shop", in -> in.memory("900"));
        room.create(in -> in.taskDefinition("shop").desiredCount(2));
        room.advance(Duration.ofMinutes(5));
        assertThat(room.describe().runningCount()).isEqualTo(1);
        assertThat(room.events())
                .filteredOn(event -> event.contains("was unable to place a task"))
                .singleElement()
                .asString()
                .contains("The closest matching (container-instance ")
                .contains("has insufficient memory available.");
        room.host("b", 1024, 1024);
        room.settle();
        assertThat(room.describe().runningCount()).isEqualTo(2);
        room.advance(Duration.ofMinutes(1));
        assertThat(room.events()).last().isEqualTo("(service web) has reached a steady state.");
    }

    @Test
    void aFailingRevisionIsRolledBack() {
        threeZones();
        room.tasks().define("shop", in -> {});
        room.create(in -> in.taskDefinition("shop")
                .desiredCount(2)
                .deploymentConfiguration(rules -> rules.deploymentCircuitBreaker(
                        breaker -> breaker.enable(true).rollback(true))));
        room.advance(Duration.ofMinutes(2));
        String good = room.describe().deployments().getFirst().id();
        room.tasks().define("shop", in -> {});
        room.obedient(false);
        room.update(in -> in.taskDefinition("shop"));
        failNewTasks(3);
        room.obedient(true);
        room.settle();
        Service back = room.describe();
        assertThat(back.taskDefinition()).endsWith("shop:1");
        assertThat(back.deployments().getFirst().id()).isEqualTo(good);
        room.advance(Duration.ofMinutes(2));
        assertThat(room.describe().deployments()).hasSize(1);
        assertThat(room.wanted())
                .hasSize(2)
                .allMatch(task -> task.taskDefinitionArn().endsWith("shop:1"));
        assertThat(room.events()).filteredOn(event -> event.contains("steady")).hasSize(2);
        assertThat(room.events()).anyMatch(event -> event.contains("rolling back to deployment " + good));
        assertThat(room.events()).anyMatch(event -> event.endsWith("deployment failed: tasks failed to start."));
    }

    private void failNewTasks(int times) {
        int failed = 0;
        while (failed < times) {
            room.advance(Duration.ofSeconds(30));
            List<Task> fresh = room.wanted().stream()
                    .filter(task -> task.lastStatus().equals("PENDING"))
                    .toList();
            assertThat(fresh).isNotEmpty();
            room.tasks()
                    .report(
                            fresh.getFirst().taskArn(),
                            "STOPPED",
                            in -> in.reason("CannotPullContainerError: no such image"));
            failed++;
        }
        room.settle();
    }

    @Test
    void aDeletedServiceDrainsAndIsInactive() {
        threeZones();
        room.tasks().define("shop", in -> {});
        room.create(in -> in.taskDefinition("shop").desiredCount(2));
        room.advance(Duration.ofMinutes(2));
        assertThat(room.delete(true).status()).isEqualTo("DRAINING");
        room.settle();
        Service gone = room.describe();
        assertThat(gone.status()).isEqualTo("INACTIVE");
        assertThat(gone.runningCount()).isZero();
        assertThat(room.wanted()).isEmpty();
        room.create(in -> in.taskDefinition("shop").desiredCount(1));
        room.settle();
        assertThat(room.describe().status()).isEqualTo("ACTIVE");
        assertThat(room.events()).hasSize(1);
    }

    @Test
    void aDrainingHostIsEmptiedWithoutGoingUnderTheMinimum() {
        threeZones();
        room.tasks().define("shop", in -> {});
        room.create(in -> in.taskDefinition("shop").desiredCount(3));
        room.advance(Duration.ofMinutes(2));
        String host = room.wanted().getFirst().containerInstanceArn();
        room.drain(host);
        room.settle();
        assertThat(room.describe().runningCount()).isEqualTo(4);
        room.advance(Duration.ofSeconds(41));
        assertThat(room.wanted())
                .hasSize(3)
                .noneMatch(task -> task.containerInstanceArn().equals(host));
    }
}
