package io.gantry.survival;

import static io.gantry.survival.HostTasks.ALL;
import static io.gantry.survival.HostTasks.SPREAD_OVER_HOSTS;
import static io.gantry.survival.HostTasks.arn;
import static io.gantry.survival.HostTasks.converged;
import static io.gantry.survival.HostTasks.on;
import static io.gantry.survival.HostTasks.tell;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Three hosts with tasks of no service: placement over them, and what becomes of tasks whose host is in trouble. */
@ExtendWith(SharedHosts.class)
final class ManyHostsIT {
    private final ThreeHosts three;
    private final Scene scene;
    private final HostTasks tasks;

    ManyHostsIT(ThreeHosts three) {
        this.three = three;
        this.scene = three.scene();
        this.tasks = new HostTasks(three);
    }

    @Test
    void tasks_are_spread_over_zones_and_go_where_an_expression_says() {
        List<JsonNode> spread =
                tasks.run(6, "{'placementStrategy':[{'type':'spread','field':'attribute:ecs.availability-zone'}]}");
        assertThat(tasks.places(spread)).isEqualTo(Map.of("a", 2, "b", 2, "c", 2));
        List<JsonNode> inB = tasks.run(2, on("b"));
        assertThat(tasks.places(inB)).isEqualTo(Map.of("b", 2));
        List<JsonNode> racks = tasks.run(
                2,
                "{'placementConstraints':[{'type':'memberOf','expression':'attribute:rack in [1, 3]'}],"
                        + "'placementStrategy':[{'type':'spread','field':'instanceId'}]}");
        assertThat(tasks.places(racks)).isEqualTo(Map.of("a", 1, "c", 1));
        Stream.of(spread, inB, racks).flatMap(List::stream).forEach(task -> {
            JsonNode _ = scene.await(arn(task), "RUNNING");
            tasks.runsOnce(arn(task), three.place(task));
        });
    }

    @Test
    void tasks_that_want_hosts_of_their_own_get_no_more_than_there_are() {
        JsonNode answer = tasks.tryRun(4, "{'placementConstraints':[{'type':'distinctInstance'}]}");
        assertThat(tasks.places(HostTasks.list(answer.path("tasks")))).isEqualTo(Map.of("a", 1, "b", 1, "c", 1));
        assertThat(answer.path("failures")).isNotEmpty();
    }

    @Test
    void a_draining_host_keeps_its_tasks_and_gets_no_more() {
        String stays = tasks.runOn("a").getFirst();
        scene.await(stays, "RUNNING");
        tasks.state("a", "DRAINING");
        List<JsonNode> others;
        try {
            others = tasks.run(4, SPREAD_OVER_HOSTS);
            assertThat(tasks.places(others)).isEqualTo(Map.of("b", 2, "c", 2));
            assertThat(tasks.tryRun(1, on("a")).path("tasks")).isEmpty();
        } finally {
            tasks.state("a", "ACTIVE");
        }
        others.forEach(task -> scene.await(arn(task), "RUNNING"));
        tasks.runsOnce(stays, "a");
        assertThat(scene.task(stays).path("desiredStatus").asString()).isEqualTo("RUNNING");
        scene.await(tasks.runOn("a").getFirst(), "RUNNING");
    }

    @Test
    void tasks_end_with_the_engine_of_their_host_and_nothing_else_does() throws IOException {
        List<String> onA = tasks.runOn("a");
        String onC = tasks.runOn("c").getFirst();
        scene.await(onA.getFirst(), "RUNNING");
        scene.await(onC, "RUNNING");
        final List<String> before = tasks.containers(onA);
        three.host("c").engine().kill();
        three.host("c").engine().restart(false);
        final long back = System.nanoTime();
        JsonNode _ = scene.await(onC, "STOPPED");
        tell("the task of a killed engine is STOPPED", back);
        // A new engine asks what its killed predecessor left running to end, and kills what does not.
        assertThat(three.containers(onC)).hasSize(1).first().asString().contains(" false " + tasks.exitCode(onC) + " ");
        assertThat(tasks.containers(onA)).isEqualTo(before);
        String again = tasks.runOn("c").getFirst();
        scene.await(again, "RUNNING");
        tasks.runsOnce(again, "c");
    }

    @Test
    void hosts_that_were_cut_off_catch_up_when_the_link_is_back() throws InterruptedException {
        List<String> stays = tasks.runOn("a", "b");
        List<String> stops = tasks.runOn("a", "b");
        List<String> dies = tasks.runOn("a", "b");
        Stream.of(stays, stops, dies).flatMap(List::stream).forEach(task -> scene.await(task, "RUNNING"));
        final List<String> before = tasks.containers(stays);
        List<String> late;
        // One cable is pulled out, which the host sees; what the other carries is lost without a word.
        three.host("a").unplug();
        three.host("b").isolate();
        try {
            stops.forEach(scene::stop);
            three.host("a").kill(dies.get(0));
            three.host("b").kill(dies.get(1));
            late = tasks.runOn("a", "b");
            // The length of the cut, not a wait for something: nothing can be seen from outside meanwhile.
            Thread.sleep(Duration.ofSeconds(Integer.getInteger("gantry.survival.cut", 12)));
            dies.forEach(task -> assertThat(tasks.is(task, "RUNNING")).isTrue());
        } finally {
            three.host("a").plug();
            three.host("b").reconnect();
        }
        final long back = System.nanoTime();
        List<String> started = late;
        converged(() -> Stream.concat(stops.stream(), dies.stream()).allMatch(task -> tasks.is(task, "STOPPED"))
                && started.stream().allMatch(task -> tasks.is(task, "RUNNING"))
                && three.connected().equals(ALL));
        tell("two hosts that were cut off have caught up", back);
        assertThat(tasks.containers(stays)).isEqualTo(before);
        dies.forEach(task -> assertThat(tasks.exitCode(task)).isEqualTo(Definitions.KILLED));
        assertThat(tasks.containers(dies)).hasSize(2);
        for (List<String> running : List.of(stays, late)) {
            tasks.runsOnce(running.get(0), "a");
            tasks.runsOnce(running.get(1), "b");
        }
    }
}
