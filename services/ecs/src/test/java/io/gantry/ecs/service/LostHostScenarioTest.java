package io.gantry.ecs.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.ServiceRoom;
import io.gantry.models.ecs.EcsApi;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.Task;

/** Hosts that go away for good or for a while, and the services whose tasks they hold. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class LostHostScenarioTest {
    /** When an agent counts as disconnected, and somewhat more. */
    private static final Duration NOTICED = Duration.ofSeconds(40);

    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ServiceRoom room = new ServiceRoom();
    private List<String> hosts = List.of();

    @BeforeEach
    void threeHostsAndAServiceOfSix() {
        hosts = List.of("a", "b", "c").stream()
                .map(zone -> room.host(zone, 4096, 4096))
                .map(ContainerInstance::containerInstanceArn)
                .toList();
        room.tasks().define("shop", in -> {});
        room.create(in -> in.taskDefinition("shop").desiredCount(6).availabilityZoneRebalancing("DISABLED"));
        room.advance(Duration.ofMinutes(2));
    }

    @AfterEach
    void close() {
        room.close();
    }

    private long wantedOn(String host) {
        return room.wanted().stream()
                .filter(task -> host.equals(task.containerInstanceArn()))
                .count();
    }

    private List<Task> daemonsOn(String host) {
        return room.tasksOn(host).stream()
                .map(room.tasks()::describe)
                .filter(task -> task.group().equals("service:watcher"))
                .toList();
    }

    @Test
    void aLostHostsDaemonBeginsAnewWhenTheOldOneHasStopped() {
        room.tasks()
                .room()
                .call(
                        EcsApi.CREATE_SERVICE,
                        CreateServiceRequest.builder()
                                .serviceName("watcher")
                                .taskDefinition("shop")
                                .schedulingStrategy("DAEMON")
                                .build());
        room.advance(Duration.ofMinutes(1));
        String lost = hosts.getFirst();
        String old = daemonsOn(lost).getFirst().taskArn();
        room.lose(lost);
        room.advance(PATIENCE.plus(NOTICED));

        room.regain(lost);
        room.tasks().settle();
        assertThat(daemonsOn(lost)).as("not two at once").singleElement().satisfies(task -> {
            assertThat(task.taskArn()).isEqualTo(old);
            assertThat(task.desiredStatus()).isEqualTo("STOPPED");
        });
        room.advance(Duration.ofSeconds(5));
        assertThat(daemonsOn(lost)).singleElement().satisfies(task -> {
            assertThat(task.taskArn()).isNotEqualTo(old);
            assertThat(task.lastStatus()).isEqualTo("RUNNING");
        });
    }

    @Test
    void aLostHostsServiceTasksRunElsewhereAndAreStoppedWhenItReturns() {
        String lost = hosts.getFirst();
        String alone = room.tasks()
                .run(in -> in.taskDefinition("shop")
                        .placementConstraints(
                                rule -> rule.type("memberOf").expression("attribute:ecs.availability-zone == a")))
                .tasks()
                .getFirst()
                .taskArn();
        room.settle();
        Set<String> there = new HashSet<>(room.tasksOn(lost));
        assertThat(there).hasSize(3);
        room.lose(lost);
        room.advance(PATIENCE);
        // Not yet: it counts from when the agent counts as disconnected.
        assertThat(wantedOn(lost)).isEqualTo(2);
        assertThat(room.wanted()).hasSize(6);

        room.advance(NOTICED);
        assertThat(wantedOn(lost)).isZero();
        assertThat(room.wanted()).hasSize(6);
        assertThat(room.describe().runningCount()).isEqualTo(6);
        there.remove(alone);
        assertThat(there).allSatisfy(arn -> {
            Task task = room.tasks().describe(arn);
            assertThat(task.desiredStatus()).isEqualTo("STOPPED");
            assertThat(task.lastStatus()).isNotEqualTo("STOPPED");
            assertThat(task.stopCodeAsString()).isEqualTo("ServiceSchedulerInitiated");
            assertThat(task.stoppedReason()).contains("is lost: its agent has been disconnected since 20");
        });
        assertThat(room.tasks().describe(alone).desiredStatus()).isEqualTo("RUNNING");

        room.regain(lost);
        room.advance(Duration.ofMinutes(1));
        assertThat(room.tasksOn(lost)).containsExactly(alone);
        assertThat(room.wanted()).hasSize(6);
        assertThat(room.describe().deployments().getFirst().failedTasks()).isZero();
    }

    @Test
    void aHostThatIsBackInTimeKeepsItsTasks() {
        List<String> before = room.wanted().stream().map(Task::taskArn).toList();
        room.lose(hosts.getFirst());
        room.advance(PATIENCE);
        room.regain(hosts.getFirst());
        room.advance(PATIENCE.multipliedBy(2));
        assertThat(room.wanted()).extracting(Task::taskArn).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void nobodyIsLostWhileAllAreAwayAndAllMayComeBackTogether() {
        List<String> before = room.wanted().stream().map(Task::taskArn).toList();
        hosts.forEach(room::lose);
        room.advance(PATIENCE.multipliedBy(3));
        assertThat(room.wanted()).extracting(Task::taskArn).containsExactlyInAnyOrderElementsOf(before);

        room.regain(hosts.get(0));
        room.advance(Duration.ofSeconds(20));
        room.regain(hosts.get(1));
        assertThat(room.wanted()).extracting(Task::taskArn).containsExactlyInAnyOrderElementsOf(before);
        // The third does not come: it is lost as any other.
        room.advance(NOTICED);
        assertThat(wantedOn(hosts.get(2))).isZero();
        assertThat(wantedOn(hosts.get(0)) + wantedOn(hosts.get(1))).isEqualTo(6);
    }
}
