package io.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.ecs.Ecs;
import io.gantry.placement.Request;
import io.gantry.placement.Tally;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.PlacementConstraintType;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskOverride;
import tools.jackson.databind.json.JsonMapper;

/** Why a task fits on no host, or on which, from answers of the API as they are. */
@SuppressWarnings("unchecked") // The builders' varargs of consumers.
final class ExplanationTest {
    private static Request request(int memory, int hostPort, PlacementConstraint... constraints) {
        TaskDefinition definition = TaskDefinition.builder()
                .family("web")
                .revision(1)
                .containerDefinitions(one -> one.name("web")
                        .cpu(256)
                        .memory(memory)
                        .portMappings(port -> port.containerPort(80).hostPort(hostPort)))
                .requiresAttributes(one -> one.name("stack"))
                .build();
        return Ecs.placementRequest(
                definition, TaskOverride.builder().build(), "EC2", "service:web", List.of(constraints), false);
    }

    private static ClusterHost host(String id, String status, int cpu, int memory, String ports, String attributes) {
        return ClusterHost.of(
                JsonMapper.shared()
                        .readTree("""
                {'containerInstanceArn': 'arn:x/default/%s', 'status': '%s', 'agentConnected': %b, 'runningTasksCount': 1,
                 'registeredAt': 1000.0, 'versionInfo': {'agentVersion': '1.90.0'}, 'attributes': [%s],
                 'remainingResources': [{'name': 'CPU', 'integerValue': %d}, {'name': 'MEMORY', 'integerValue': %d},
                  {'name': 'PORTS', 'stringSetValue': [%s]}],
                 'registeredResources': [{'name': 'CPU', 'integerValue': 1024}, {'name': 'MEMORY', 'integerValue': 1024},
                  {'name': 'PORTS', 'stringSetValue': ['22']}]}""".formatted(id, status, !status.equals("AWAY"), attributes, cpu, memory, ports)
                                .replace("AWAY", "ACTIVE")
                                .replace('\'', '"')),
                Tally.none());
    }

    private static final String STACK = "{'name': 'stack', 'value': 'blue'}";

    @Test
    void aHostWithRoomFits() {
        Explanation explanation =
                new Explanation(request(512, 80), List.of(host("h1", "ACTIVE", 256, 512, "'22'", STACK)));
        assertThat(explanation.fitting()).isEqualTo(1);
        assertThat(explanation.lines())
                .anyMatch(line -> line.matches("h1 +yes +256 of 1024 +512 of 1024 MiB"))
                .contains("1 of 1 hosts can take one more.")
                .last()
                .isEqualTo(
                        "A host would do that has 256 CPU units and 512 MiB free, tcp port 80 free, attribute stack.");
    }

    @Test
    void whatIsShortIsSaidInNumbersAndSoIsTheTaskThatWouldFit() {
        Explanation explanation = new Explanation(
                request(512, 0),
                List.of(host("h1", "ACTIVE", 300, 100, "", STACK), host("h2", "ACTIVE", 200, 400, "", STACK)));
        assertThat(explanation.fitting()).isZero();
        assertThat(explanation.lines())
                .anyMatch(
                        line -> line.matches("h1 +no .* has 100 of 512 MiB +add 412 MiB, or stop tasks that hold them"))
                .anyMatch(line -> line.matches("h2 +no .* has 200 of 256 CPU units +add 56 CPU units, or stop .*"))
                .anyMatch(line -> line.matches(" +has 400 of 512 MiB +add 112 MiB, or stop .*"))
                .contains("0 of 2 hosts can take one more.")
                .contains(
                        "With 56 CPU units less (200 instead of 256) and 112 MiB less (400 instead of 512) it would fit on"
                                + " h2.");
    }

    @Test
    void everythingThatIsInTheWayIsSaidAtOnce() {
        ClusterHost host = host("h1", "DRAINING", 10, 2000, "'22', '80'", "");
        assertThat(WhatIf.obstacles(host, request(2048, 80)))
                .extracting(Obstacle::what)
                .containsExactly(
                        "DRAINING",
                        "lacks attribute stack",
                        "has 10 of 256 CPU units",
                        "has 2000 of 2048 MiB",
                        "tcp port 80 is taken");
        assertThat(WhatIf.obstacles(host, request(2048, 80)))
                .extracting(Obstacle::remedy)
                .contains("a bigger host: this one has 1024 MiB in all", "free port 80");
        assertThat(WhatIf.obstacles(host("h2", "AWAY", 1024, 1024, "", STACK), request(16, 0)))
                .extracting(Obstacle::what)
                .containsExactly("agent not connected");
        assertThat(WhatIf.obstacles(host("h3", "ACTIVE", 1024, 1024, "'22'", STACK), request(16, 22)))
                .extracting(Obstacle::what)
                .containsExactly("tcp port 22 is the host's own");
    }

    @Test
    void constraintsAreObstaclesOfTheirOwn() {
        PlacementConstraint red = PlacementConstraint.builder()
                .type(PlacementConstraintType.MEMBER_OF)
                .expression("attribute:stack == red")
                .build();
        PlacementConstraint alone = PlacementConstraint.builder()
                .type(PlacementConstraintType.DISTINCT_INSTANCE)
                .build();
        ClusterHost blue = host("h1", "ACTIVE", 1024, 1024, "", STACK);
        ClusterHost holds = new ClusterHost(
                blue.host().holding(blue.host().free(), Tally.none().plus("service:web", 1)),
                "ACTIVE",
                1,
                1024,
                1024,
                Set.of());
        assertThat(WhatIf.obstacles(holds, request(16, 0, red, alone)))
                .extracting(Obstacle::what)
                .containsExactly("holds a task of service:web", "is not attribute:stack == red");
        assertThat(WhatIf.obstacles(blue, request(16, 0, alone))).isEmpty();
    }
}
