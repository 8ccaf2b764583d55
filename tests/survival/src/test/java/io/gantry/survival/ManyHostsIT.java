package io.gantry.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gantry.conformance.EcsCalls;
import io.gantry.conformance.RunningGantry;
import io.gantry.survival.Definitions.Life;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Three hosts, of which some die, hang, are drained or are cut off: tasks run on, and what is described is what is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ManyHostsIT {
    private static final List<String> ALL = List.of("a", "b", "c");
    private static final String SPREAD_OVER_HOSTS = "{'placementStrategy':[{'type':'spread','field':'instanceId'}]}";

    private ThreeHosts three;
    private Scene scene;
    private String longs;

    @BeforeAll
    void start(@TempDir Path home) throws IOException {
        assumeTrue(
                System.getProperty("user.name").equals("root") && Files.exists(Path.of("/usr/sbin/dockerd")),
                "skipped: hosts of our own need root and dockerd");
        three = ThreeHosts.start(home);
        scene = three.scene();
        longs = scene.register(Life.LONG, 0, 0);
    }

    /** Placement counts what is still there, and each test begins with nothing. */
    @AfterEach
    void stopAll() {
        tasksWanted("RUNNING").forEach(scene::stop);
        tasksWanted("STOPPED").forEach(task -> scene.await(task, "STOPPED"));
    }

    private List<String> tasksWanted(String status) {
        ObjectNode input =
                EcsCalls.object().put("cluster", RunningGantry.CLUSTER).put("desiredStatus", status);
        List<String> tasks = new ArrayList<>();
        scene.gantry().calls().ok("ListTasks", input).path("taskArns").forEach(task -> tasks.add(task.asString()));
        return tasks;
    }

    @AfterAll
    void end() {
        if (three != null) {
            three.close();
        }
    }

    @Test
    void tasks_are_spread_over_zones_and_go_where_an_expression_says() {
        List<JsonNode> spread =
                run(6, "{'placementStrategy':[{'type':'spread','field':'attribute:ecs.availability-zone'}]}");
        assertThat(places(spread)).isEqualTo(Map.of("a", 2, "b", 2, "c", 2));
        List<JsonNode> inB = run(
                2,
                "{'placementConstraints':[{'type':'memberOf','expression':'attribute:ecs.availability-zone == us-east-1b'}]}");
        assertThat(places(inB)).isEqualTo(Map.of("b", 2));
        List<JsonNode> racks = run(
                2,
                "{'placementConstraints':[{'type':'memberOf','expression':'attribute:rack in [1, 3]'}],"
                        + "'placementStrategy':[{'type':'spread','field':'instanceId'}]}");
        assertThat(places(racks)).isEqualTo(Map.of("a", 1, "c", 1));
        List<JsonNode> all = new ArrayList<>(spread);
        all.addAll(inB);
        all.addAll(racks);
        all.forEach(task -> scene.await(arn(task), "RUNNING"));
        all.forEach(task -> runsOnce(arn(task), three.place(task)));
    }

    @Test
    void tasks_that_want_hosts_of_their_own_get_no_more_than_there_are() {
        JsonNode answer = tryRun(4, "{'placementConstraints':[{'type':'distinctInstance'}]}");
        List<JsonNode> placed = new ArrayList<>();
        answer.path("tasks").forEach(placed::add);
        assertThat(places(placed)).isEqualTo(Map.of("a", 1, "b", 1, "c", 1));
        assertThat(answer.path("failures")).isNotEmpty();
    }

    @Test
    void a_draining_host_keeps_its_tasks_and_gets_no_more() {
        String stays = arn(run(1, on("a")).getFirst());
        scene.await(stays, "RUNNING");
        state("a", "DRAINING");
        List<JsonNode> others = run(4, SPREAD_OVER_HOSTS);
        assertThat(places(others)).isEqualTo(Map.of("b", 2, "c", 2));
        JsonNode refused = tryRun(1, on("a"));
        assertThat(refused.path("tasks")).isEmpty();
        others.forEach(task -> scene.await(arn(task), "RUNNING"));
        runsOnce(stays, "a");
        assertThat(scene.task(stays).path("desiredStatus").asString()).isEqualTo("RUNNING");
        state("a", "ACTIVE");
        String again = arn(run(1, on("a")).getFirst());
        scene.await(again, "RUNNING");
    }

    @Test
    void tasks_run_on_while_one_node_is_dead_and_another_hangs() {
        String onA = arn(run(1, on("a")).getFirst());
        String onB = arn(run(1, on("b")).getFirst());
        String stops = arn(run(1, on("a")).getFirst());
        String dies = arn(run(1, on("b")).getFirst());
        for (String task : List.of(onA, onB, stops, dies)) {
            scene.await(task, "RUNNING");
        }
        final List<String> before = containers(onA, onB);
        final long killed = System.nanoTime();
        three.host("a").killNode();
        three.host("b").hangNode();
        try {
            RunningGantry.await(
                    "both are disconnected",
                    Scene.LIMIT,
                    () -> three.connected().equals(List.of("c")));
            tell("a dead and a hung node count as disconnected", killed);
            List<JsonNode> placed = run(3, SPREAD_OVER_HOSTS);
            assertThat(places(placed)).isEqualTo(Map.of("c", 3));
            assertThat(tryRun(1, on("b")).path("tasks")).isEmpty();
            scene.stop(stops);
            three.host("b").kill(dies);
            assertThat(containers(onA, onB)).isEqualTo(before);
            three.startNode(three.host("a"));
        } finally {
            three.host("b").wakeNode();
        }
        final long back = System.nanoTime();
        converged(() -> three.connected().equals(ALL) && is(stops, "STOPPED") && is(dies, "STOPPED"));
        tell("a dead node that was started and a hung one that goes on have caught up", back);
        assertThat(exitCode(dies)).isEqualTo(Definitions.KILLED);
        assertThat(containers(onA, onB)).isEqualTo(before);
        runsOnce(onA, "a");
        runsOnce(onB, "b");
    }

    @Test
    void tasks_end_with_the_engine_of_their_host_and_nothing_else_does() throws IOException {
        String onA = arn(run(1, on("a")).getFirst());
        String onC = arn(run(1, on("c")).getFirst());
        scene.await(onA, "RUNNING");
        scene.await(onC, "RUNNING");
        final List<String> before = containers(onA);
        three.host("c").engine().kill();
        three.host("c").engine().restart(false);
        final long back = System.nanoTime();
        JsonNode _ = scene.await(onC, "STOPPED");
        tell("the task of a killed engine is STOPPED", back);
        // A new engine asks what its killed predecessor left running to end, and kills what does not.
        assertThat(containers(onC)).hasSize(1).first().asString().contains(" false " + exitCode(onC) + " ");
        assertThat(containers(onA)).isEqualTo(before);
        String again = arn(run(1, on("c")).getFirst());
        scene.await(again, "RUNNING");
        runsOnce(again, "c");
    }

    @Test
    void hosts_that_were_cut_off_catch_up_when_the_link_is_back() throws InterruptedException {
        List<String> stays = runOn("a", "b");
        List<String> stops = runOn("a", "b");
        List<String> dies = runOn("a", "b");
        for (List<String> tasks : List.of(stays, stops, dies)) {
            tasks.forEach(task -> scene.await(task, "RUNNING"));
        }
        final List<String> before = containers(stays.get(0), stays.get(1));
        List<String> late;
        // One cable is pulled out, which the host sees; what the other carries is lost without a word.
        three.host("a").unplug();
        three.host("b").isolate();
        try {
            stops.forEach(scene::stop);
            three.host("a").kill(dies.get(0));
            three.host("b").kill(dies.get(1));
            late = runOn("a", "b");
            // The length of the cut, not a wait for something: nothing can be seen from outside meanwhile.
            Thread.sleep(Duration.ofSeconds(Integer.getInteger("gantry.survival.cut", 12)));
            dies.forEach(task -> assertThat(is(task, "RUNNING")).isTrue());
        } finally {
            three.host("a").plug();
            three.host("b").reconnect();
        }
        final long back = System.nanoTime();
        List<String> started = late;
        converged(() -> Stream.concat(stops.stream(), dies.stream()).allMatch(task -> is(task, "STOPPED"))
                && started.stream().allMatch(task -> is(task, "RUNNING"))
                && three.connected().equals(ALL));
        tell("two hosts that were cut off have caught up", back);
        assertThat(containers(stays.get(0), stays.get(1))).isEqualTo(before);
        dies.forEach(task -> assertThat(exitCode(task)).isEqualTo(Definitions.KILLED));
        dies.forEach(task -> assertThat(three.containers(task)).hasSize(1));
        for (List<String> tasks : List.of(stays, late)) {
            runsOnce(tasks.get(0), "a");
            runsOnce(tasks.get(1), "b");
        }
    }

    private static void converged(BooleanSupplier state) {
        RunningGantry.await("every task is as it is wanted", Scene.LIMIT, state);
    }

    private static void tell(String what, long since) {
        System.err.println("survival: " + what + " after " + (System.nanoTime() - since) / 1_000_000 + " ms");
    }

    private void state(String host, String status) {
        ObjectNode input =
                EcsCalls.object().put("cluster", RunningGantry.CLUSTER).put("status", status);
        input.putArray("containerInstances").add(three.instance(host));
        JsonNode answer = scene.gantry().calls().ok("UpdateContainerInstancesState", input);
        assertThat(answer.path("containerInstances").path(0).path("status").asString())
                .isEqualTo(status);
    }

    private static String on(String host) {
        return "{'placementConstraints':[{'type':'memberOf','expression':'attribute:ecs.availability-zone == us-east-1"
                + host + "'}]}";
    }

    /** One task on each of these hosts, in their order. */
    private List<String> runOn(String... hosts) {
        return Stream.of(hosts).map(host -> arn(run(1, on(host)).getFirst())).toList();
    }

    /** What all engines have of these tasks. */
    private List<String> containers(String... tasks) {
        return Stream.of(tasks).flatMap(task -> three.containers(task).stream()).toList();
    }

    private int exitCode(String task) {
        return Forward.container(scene.task(task), "main").path("exitCode").asInt(-1);
    }

    /** Runs tasks, all of which are placed. */
    private List<JsonNode> run(int count, String more) {
        List<JsonNode> tasks = new ArrayList<>();
        tryRun(count, more).path("tasks").forEach(tasks::add);
        assertThat(tasks).hasSize(count);
        return tasks;
    }

    private JsonNode tryRun(int count, String more) {
        ObjectNode input = EcsCalls.json(more)
                .put("cluster", RunningGantry.CLUSTER)
                .put("taskDefinition", longs)
                .put("count", count);
        return scene.gantry().calls().ok("RunTask", input);
    }

    private static String arn(JsonNode task) {
        return task.path("taskArn").asString();
    }

    /** How many of the tasks are on each host. */
    private Map<String, Integer> places(List<JsonNode> tasks) {
        Map<String, Integer> places = new TreeMap<>();
        tasks.forEach(task -> places.merge(three.place(task), 1, Integer::sum));
        return places;
    }

    private boolean is(String task, String status) {
        return scene.task(task).path("lastStatus").asString().equals(status);
    }

    /** A task has one container on all three hosts together: it runs, and it is where the task was placed. */
    private void runsOnce(String task, String host) {
        List<String> containers = three.containers(task);
        assertThat(containers).hasSize(1);
        String[] container = containers.getFirst().split(" ", -1);
        assertThat(container[0]).isEqualTo(host);
        assertThat(container[2]).isEqualTo("true");
        assertThat(scene.container(task)).isEqualTo(container[1]);
    }
}
