package io.gantry.survival;

import static io.gantry.survival.HostTasks.ALL;
import static io.gantry.survival.HostTasks.SPREAD_OVER_HOSTS;
import static io.gantry.survival.HostTasks.arn;
import static io.gantry.survival.HostTasks.converged;
import static io.gantry.survival.HostTasks.on;
import static io.gantry.survival.HostTasks.tell;
import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.conformance.EcsCalls;
import io.gantry.conformance.RunningGantry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Three hosts with a service on them, which keeps its count whatever becomes of a host. */
@ExtendWith(SharedHosts.class)
final class ServicesOnHostsIT {
    private static final int SIX = 6;
    private static final String EACH_WITH_TWO = "{a=2, b=2, c=2}";

    private final ThreeHosts three;
    private final Scene scene;
    private final HostTasks tasks;

    ServicesOnHostsIT(ThreeHosts three) {
        this.three = three;
        this.scene = three.scene();
        this.tasks = new HostTasks(three);
    }

    /**
     * Both hosts are lost to the server, and neither is gone: their containers run on until their agents hear again what is
     * wanted of them.
     */
    @Test
    void tasks_of_a_dead_and_a_hung_node_run_on_and_services_replace_theirs_elsewhere() {
        String dies = tasks.runOn("b").getFirst();
        String stops = tasks.runOn("a").getFirst();
        List<String> alone = tasks.runOn("a", "b");
        Stream.concat(Stream.of(dies, stops), alone.stream()).forEach(task -> scene.await(task, "RUNNING"));
        start("web", 100, 200);
        List<String> onLost = wanted("web").stream()
                .filter(task -> !three.place(task).equals("c"))
                .map(HostTasks::arn)
                .toList();
        assertThat(onLost).hasSize(4);
        final List<String> before = tasks.containers(alone);
        final List<String> servicesBefore = tasks.containers(onLost);
        final long killed = System.nanoTime();
        three.host("a").killNode();
        three.host("b").hangNode();
        try {
            RunningGantry.await(
                    "both are disconnected",
                    Scene.LIMIT,
                    () -> three.connected().equals(List.of("c")));
            tell("a dead and a hung node count as disconnected", killed);
            assertThat(tasks.places(tasks.run(3, SPREAD_OVER_HOSTS))).isEqualTo(Map.of("c", 3));
            assertThat(tasks.tryRun(1, on("b")).path("tasks")).isEmpty();
            scene.stop(stops);
            three.host("b").kill(dies);

            converged(() -> places("web").equals(Map.of("c", SIX)) && running("web") == SIX);
            tell("a service has replaced the tasks of two lost hosts (replace-after 5 s)", killed);
            onLost.forEach(
                    task -> assertThat(scene.task(task).path("stoppedReason").asString())
                            .contains("is lost: its agent has been disconnected since"));
            assertThat(tasks.containers(alone)).isEqualTo(before);
            assertThat(tasks.containers(onLost)).isEqualTo(servicesBefore);
            three.startNode(three.host("a"));
        } finally {
            three.host("b").wakeNode();
        }
        final long back = System.nanoTime();
        converged(() -> three.connected().equals(ALL)
                && Stream.concat(Stream.of(stops, dies), onLost.stream()).allMatch(task -> tasks.is(task, "STOPPED")));
        tell("a dead node that was started and a hung one that goes on have caught up", back);
        assertThat(tasks.exitCode(dies)).isEqualTo(Definitions.KILLED);
        assertThat(tasks.containers(alone)).isEqualTo(before);
        tasks.runsOnce(alone.get(0), "a");
        tasks.runsOnce(alone.get(1), "b");
        assertThat(places("web")).isEqualTo(Map.of("c", SIX));
        wanted("web").forEach(task -> tasks.runsOnce(arn(task), "c"));
        // What was replaced has ended, each once, and nothing more was made.
        assertThat(tasks.containers(onLost)).hasSize(4).allMatch(container -> container.contains(" false "));
    }

    @ParameterizedTest(name = "minimum {0} %, maximum {1} %")
    @CsvSource({"100, 200", "50, 100"})
    void draining_moves_a_services_tasks_inside_its_percentages(int minimum, int maximum) {
        String alone = tasks.runOn("a").getFirst();
        scene.await(alone, "RUNNING");
        String web = "web" + minimum;
        start(web, minimum, maximum);
        final long begun = System.nanoTime();
        tasks.state("a", "DRAINING");
        List<Integer> runningSeen = new ArrayList<>();
        List<Integer> wantedSeen = new ArrayList<>();
        try {
            converged(() -> {
                JsonNode service = describe(web);
                int running = service.path("runningCount").asInt();
                runningSeen.add(running);
                wantedSeen.add(running + service.path("pendingCount").asInt());
                return places(web).equals(Map.of("b", 3, "c", 3)) && running == SIX;
            });
            tell("a host is drained of a service's tasks at " + minimum + "/" + maximum + " %", begun);
            converged(() -> wanted(web).stream().allMatch(task -> tasks.is(arn(task), "RUNNING")));
        } finally {
            tasks.state("a", "ACTIVE");
        }
        assertThat(runningSeen).allMatch(running -> running >= SIX * minimum / 100);
        assertThat(wantedSeen).allMatch(all -> all <= SIX * maximum / 100);
        wanted(web).forEach(task -> tasks.runsOnce(arn(task), three.place(task)));
        tasks.runsOnce(alone, "a");
    }

    /** A service of six tasks in three zones, running. */
    private void start(String name, int minimum, int maximum) {
        ObjectNode input = EcsCalls.object()
                .put("serviceName", name)
                .put("cluster", RunningGantry.CLUSTER)
                .put("taskDefinition", tasks.definition())
                .put("desiredCount", SIX)
                // What comes back stays empty: that is what these stories count.
                .put("availabilityZoneRebalancing", "DISABLED");
        input.putObject("deploymentConfiguration")
                .put("minimumHealthyPercent", minimum)
                .put("maximumPercent", maximum);
        JsonNode _ = scene.gantry().calls().ok("CreateService", input);
        RunningGantry.await(name + " runs", Scene.LIMIT, () -> running(name) == SIX);
        assertThat(places(name)).hasToString(EACH_WITH_TWO);
    }

    private JsonNode describe(String name) {
        ObjectNode input = EcsCalls.object().put("cluster", RunningGantry.CLUSTER);
        input.putArray("services").add(name);
        return scene.gantry()
                .calls()
                .ok("DescribeServices", input)
                .path("services")
                .path(0);
    }

    private int running(String name) {
        return describe(name).path("runningCount").asInt();
    }

    /** The tasks that the service wants RUNNING. */
    private List<JsonNode> wanted(String name) {
        ObjectNode list =
                EcsCalls.object().put("cluster", RunningGantry.CLUSTER).put("serviceName", name);
        JsonNode arns = scene.gantry().calls().ok("ListTasks", list).path("taskArns");
        if (arns.isEmpty()) {
            return List.of();
        }
        ObjectNode input = EcsCalls.object().put("cluster", RunningGantry.CLUSTER);
        input.set("tasks", arns);
        return HostTasks.list(scene.gantry().calls().ok("DescribeTasks", input).path("tasks"));
    }

    private Map<String, Integer> places(String name) {
        return tasks.places(wanted(name));
    }
}
