package io.gantry.ecs.task;

import static io.gantry.ecs.TaskRoom.container;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.EcsRoom;
import io.gantry.ecs.TaskRoom;
import io.gantry.ecs.dispatch.AgentChannel;
import io.gantry.ecs.dispatch.ChannelKind;
import io.gantry.ecs.instance.Allocation;
import io.gantry.ecs.instance.Claim;
import io.gantry.kit.Gen;
import io.gantry.kit.Seeds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Random runs, stops and reports, in any order: no host ever holds more than it has, and no state goes back. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
class LedgerProperties {
    private static final AgentChannel DEAF = new AgentChannel() {
        @Override
        public void send(String frame) {}

        @Override
        public void close(int code, String reason) {}
    };

    @Test
    void noHostHoldsMoreThanItHasAndStatesOnlyMoveForward() {
        Seeds.check(60, LedgerProperties::story);
    }

    private static void story(Gen gen) {
        try (TaskRoom room = new TaskRoom()) {
            for (int i = gen.between(1, 3); i > 0; i--) {
                String arn = room.register(gen.between(1, 8) * 100, gen.between(1, 8) * 100)
                        .containerInstanceArn();
                room.sessions().open(ChannelKind.ACS, EcsRoom.scope(), "containerInstanceArn=" + arn, DEAF);
            }
            room.define("small", in -> {});
            room.define(
                    "fixed",
                    in -> in.containerDefinitions(web -> web.name("web")
                            .image("i")
                            .memory(64)
                            .portMappings(
                                    p -> p.containerPort(80).hostPort(8080),
                                    p -> p.containerPort(53).hostPort(5353).protocol("udp"))));
            room.define("sized", in -> in.cpu("256").memory("256"));
            Map<String, TaskStatus> states = new HashMap<>();
            List<String> arns = new ArrayList<>();
            for (int step = 0; step < 60; step++) {
                act(gen, room, arns);
                if (gen.chance(0.7)) {
                    room.settle();
                }
                check(room, states);
            }
            arns.forEach(arn -> room.report(arn, "STOPPED", in -> {}));
            room.settle();
            assertThat(room.ledgers())
                    .allSatisfy(ledger -> assertThat(ledger.claims()).isEmpty());
        }
    }

    private static void act(Gen gen, TaskRoom room, List<String> arns) {
        String known = arns.isEmpty() ? "" : gen.oneOf(arns);
        switch (known.isEmpty() ? 0 : gen.below(6)) {
            case 0, 1 ->
                room.run(in -> in.taskDefinition(gen.oneOf("small", "fixed", "sized"))
                                .count(gen.between(1, 4)))
                        .tasks()
                        .forEach(task -> arns.add(task.taskArn()));
            case 2 -> room.stop(known, "");
            case 3 -> room.report(known, "RUNNING", in -> in.containers(container("RUNNING", c -> {})));
            case 4 ->
                room.report(known, "STOPPED", in -> in.containers(container("STOPPED", c -> c.exitCode(gen.below(2)))));
            default -> room.room().env().clock().advance(Duration.ofSeconds(gen.between(1, 20)));
        }
    }

    private static void check(TaskRoom room, Map<String, TaskStatus> states) {
        Map<String, Set<String>> holders = new HashMap<>();
        for (Allocation ledger : room.ledgers()) {
            assertThat(ledger.freeCpu()).isNotNegative();
            assertThat(ledger.freeMemory()).isNotNegative();
            Set<String> ports = new HashSet<>();
            for (Claim claim : ledger.claims()) {
                claim.tcpPorts()
                        .forEach(port -> assertThat(ports.add("tcp" + port)).isTrue());
                claim.udpPorts()
                        .forEach(port -> assertThat(ports.add("udp" + port)).isTrue());
            }
            holders.put(
                    ledger.hostId(), ledger.claims().stream().map(Claim::taskId).collect(Collectors.toSet()));
        }
        for (Task task : room.room().store().view().list(Tasks.TABLE, "")) {
            TaskStatus before = states.put(task.id(), task.lastStatus());
            assertThat(before == null || before.compareTo(task.lastStatus()) <= 0)
                    .isTrue();
            boolean holds = holders.getOrDefault(task.instanceId(), Set.of()).contains(task.id());
            assertThat(holds).isEqualTo(task.lastStatus() != TaskStatus.STOPPED);
        }
    }
}
