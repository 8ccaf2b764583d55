package io.gantry.survival;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.conformance.EcsCalls;
import io.gantry.conformance.RunningGantry;
import io.gantry.survival.Definitions.Life;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Tasks that run until they are stopped, on three hosts: how they are run, and what the stories say about them. */
final class HostTasks {
    static final List<String> ALL = List.of("a", "b", "c");
    static final String SPREAD_OVER_HOSTS = "{'placementStrategy':[{'type':'spread','field':'instanceId'}]}";

    private final ThreeHosts three;
    private final Scene scene;
    private final String definition;

    HostTasks(ThreeHosts three) {
        this.three = three;
        this.scene = three.scene();
        this.definition = scene.register(Life.LONG, 0, 0);
    }

    /** The definition's ARN. */
    String definition() {
        return definition;
    }

    /** Runs tasks, all of which are placed. */
    List<JsonNode> run(int count, String more) {
        List<JsonNode> tasks = list(tryRun(count, more).path("tasks"));
        assertThat(tasks).hasSize(count);
        return tasks;
    }

    /** What RunTask answers. */
    JsonNode tryRun(int count, String more) {
        ObjectNode input = EcsCalls.json(more)
                .put("cluster", RunningGantry.CLUSTER)
                .put("taskDefinition", definition)
                .put("count", count);
        return scene.gantry().calls().ok("RunTask", input);
    }

    /** One task on each of these hosts, in their order; their ARNs. */
    List<String> runOn(String... hosts) {
        return Stream.of(hosts).map(host -> arn(run(1, on(host)).getFirst())).toList();
    }

    /** Asks for a host. */
    static String on(String host) {
        return "{'placementConstraints':[{'type':'memberOf','expression':'attribute:ecs.availability-zone == us-east-1"
                + host + "'}]}";
    }

    static List<JsonNode> list(JsonNode array) {
        List<JsonNode> all = new ArrayList<>();
        array.forEach(all::add);
        return all;
    }

    static String arn(JsonNode task) {
        return task.path("taskArn").asString();
    }

    /** How many of the tasks are on each host. */
    Map<String, Integer> places(List<JsonNode> tasks) {
        Map<String, Integer> places = new TreeMap<>();
        tasks.forEach(task -> places.merge(three.place(task), 1, Integer::sum));
        return places;
    }

    boolean is(String task, String status) {
        return scene.task(task).path("lastStatus").asString().equals(status);
    }

    int exitCode(String task) {
        return Forward.container(scene.task(task), "main").path("exitCode").asInt(-1);
    }

    /** What all engines have of these tasks. */
    List<String> containers(List<String> tasks) {
        return tasks.stream().flatMap(task -> three.containers(task).stream()).toList();
    }

    /** A task has one container on all three hosts together: it runs, and it is where the task was placed. */
    void runsOnce(String task, String host) {
        List<String> containers = three.containers(task);
        assertThat(containers).hasSize(1);
        String[] container = containers.getFirst().split(" ", -1);
        assertThat(container[0]).isEqualTo(host);
        assertThat(container[2]).isEqualTo("true");
        assertThat(scene.container(task)).isEqualTo(container[1]);
    }

    /** A host is drained or is ACTIVE again. */
    void state(String host, String status) {
        ObjectNode input =
                EcsCalls.object().put("cluster", RunningGantry.CLUSTER).put("status", status);
        input.putArray("containerInstances").add(three.instance(host));
        JsonNode answer = scene.gantry().calls().ok("UpdateContainerInstancesState", input);
        assertThat(answer.path("containerInstances").path(0).path("status").asString())
                .isEqualTo(status);
    }

    static void converged(BooleanSupplier state) {
        RunningGantry.await("every task is as it is wanted", Scene.LIMIT, state);
    }

    static void tell(String what, long since) {
        System.err.println("survival: " + what + " after " + (System.nanoTime() - since) / 1_000_000 + " ms");
    }
}
