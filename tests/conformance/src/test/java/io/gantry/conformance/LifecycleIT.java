package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Orders and signals, as the engine itself has noted them with its own times. */
@ExtendWith(SharedGantry.class)
final class LifecycleIT {
    private static final String DEAF = "['sh', '-c', 'trap : TERM; while :; do sleep 1; done']";

    private final RunningGantry gantry;
    private final EcsTasks ecs;

    LifecycleIT(RunningGantry gantry) {
        this.gantry = gantry;
        this.ecs = new EcsTasks(gantry);
    }

    /** A thing that happened to a container. */
    private record Happened(Instant at, String action, String signal) {}

    private List<Happened> events(JsonNode task, String container) {
        String id = EcsTasks.container(task, container).path("runtimeId").asString();
        // The engine takes the last moment in whole seconds, so one that is yet to come is asked for.
        String printed = gantry.docker(
                        "events",
                        "--since",
                        "10m",
                        "--until",
                        "-1s",
                        "--filter",
                        "container=" + id,
                        "--format",
                        "{{.TimeNano}} {{.Action}} {{.Actor.Attributes.signal}}")
                .run()
                .success();
        List<Happened> events = new ArrayList<>();
        for (String line : printed.lines().toList()) {
            String[] words = line.split(" ", 3);
            long nanos = Long.parseLong(words[0]);
            events.add(new Happened(
                    Instant.ofEpochSecond(nanos / 1_000_000_000, nanos % 1_000_000_000), words[1], words[2]));
        }
        return events;
    }

    private static Instant when(List<Happened> events, String action, String signal) {
        return events.stream()
                .filter(event -> event.action().equals(action) && event.signal().equals(signal))
                .findFirst()
                .orElseThrow(() -> new AssertionError(action + " " + signal + " is not among " + events))
                .at();
    }

    private JsonNode stopped(JsonNode running) {
        String arn = running.path("taskArn").asString();
        ecs.stop(arn);
        return ecs.await(arn, "STOPPED");
    }

    private Instant moment(JsonNode task, String container, String member) {
        return Instant.parse(
                ecs.inspect(task, container).path("State").path(member).asString());
    }

    @Test
    void what_does_not_hear_is_killed_when_its_time_to_stop_is_over() {
        String definition = """
                {'family': 'deaf', 'networkMode': 'bridge', 'containerDefinitions': [
                  {'name': 'short', 'image': 'busybox:latest', 'memory': 16, 'essential': true, 'stopTimeout': 2, 'command': DEAF},
                  {'name': 'long', 'image': 'busybox:latest', 'memory': 16, 'essential': true, 'stopTimeout': 5, 'command': DEAF}]}""".replace("DEAF", DEAF);
        JsonNode task = stopped(ecs.running(definition));
        assertThat(EcsTasks.container(task, "short").path("exitCode").asInt(-1)).isEqualTo(137);
        assertThat(EcsTasks.container(task, "long").path("exitCode").asInt(-1)).isEqualTo(137);
        assertThat(task.path("stopCode").asString()).isEqualTo("UserInitiated");
        Duration brief = grace(task, "short");
        Duration longer = grace(task, "long");
        // Never earlier than promised; and, by the engine's own clock, well before the default of 30 s would be over.
        assertThat(brief).isBetween(Duration.ofMillis(1950), Duration.ofSeconds(20));
        assertThat(longer).isBetween(Duration.ofMillis(4950), Duration.ofSeconds(20));
        assertThat(longer).isGreaterThan(brief);
    }

    private Duration grace(JsonNode task, String container) {
        List<Happened> events = events(task, container);
        return Duration.between(when(events, "kill", "15"), when(events, "kill", "9"));
    }

    @Test
    void the_stop_signal_of_the_image_is_sent() {
        JsonNode running = ecs.running("""
                {'family': 'nginx-signal', 'networkMode': 'bridge', 'containerDefinitions': [
                  {'name': 'web', 'image': 'nginx:latest', 'memory': 32, 'essential': true,
                   'portMappings': [{'containerPort': 80}]}]}""");
        // Before it has set up its signals the first process of a container hears none.
        assertThat(Network.get(EcsTasks.hostPort(running, "web"), "/")).contains("nginx");
        JsonNode task = stopped(running);
        String signal = gantry.docker("image", "inspect", "--format", "{{.Config.StopSignal}}", "nginx:latest")
                .run()
                .success()
                .strip();
        assertThat(signal).isEqualTo("SIGQUIT");
        assertThat(events(task, "web"))
                .filteredOn(event -> event.action().equals("kill"))
                .extracting(Happened::signal)
                .containsExactly("3");
        assertThat(EcsTasks.container(task, "web").path("exitCode").asInt(-1)).isZero();
    }

    @Test
    void containers_start_in_the_order_of_their_dependencies_and_stop_in_reverse() {
        String slow = "['sh', '-c', 'trap \\\"sleep 1; exit 0\\\" TERM; while :; do sleep 0.1; done']";
        String definition = """
                {'family': 'chain', 'networkMode': 'bridge', 'containerDefinitions': [
                  {'name': 'c', 'image': 'busybox:latest', 'memory': 16, 'essential': true, 'command': SLOW,
                   'dependsOn': [{'containerName': 'b', 'condition': 'START'}]},
                  {'name': 'a', 'image': 'busybox:latest', 'memory': 16, 'essential': true, 'command': SLOW},
                  {'name': 'b', 'image': 'busybox:latest', 'memory': 16, 'essential': true, 'command': SLOW,
                   'dependsOn': [{'containerName': 'a', 'condition': 'START'}]}]}""".replace("SLOW", slow);
        JsonNode task = stopped(ecs.running(definition));

        assertThat(moment(task, "b", "StartedAt")).isAfter(moment(task, "a", "StartedAt"));
        assertThat(moment(task, "c", "StartedAt")).isAfter(moment(task, "b", "StartedAt"));
        assertThat(when(events(task, "b"), "kill", "15")).isAfter(moment(task, "c", "FinishedAt"));
        assertThat(when(events(task, "a"), "kill", "15")).isAfter(moment(task, "b", "FinishedAt"));
        for (String container : List.of("a", "b", "c")) {
            assertThat(EcsTasks.container(task, container).path("exitCode").asInt(-1))
                    .isZero();
        }
    }

    @Test
    void a_program_killed_from_outside_ends_its_task() {
        JsonNode running = ecs.running("""
                {'family': 'victim', 'networkMode': 'bridge', 'containerDefinitions': [
                  {'name': 'victim', 'image': 'busybox:latest', 'memory': 16, 'essential': true, 'command': ['sleep', '1000']},
                  {'name': 'side', 'image': 'busybox:latest', 'memory': 16, 'essential': false, 'stopTimeout': 2,
                   'command': ['sleep', '1000']}]}""");
        String id = EcsTasks.container(running, "victim").path("runtimeId").asString();
        gantry.docker("kill", id).run().success();
        JsonNode task = ecs.await(running.path("taskArn").asString(), "STOPPED");

        assertThat(task.path("stopCode").asString()).isEqualTo("EssentialContainerExited");
        assertThat(task.path("stoppedReason").asString()).isEqualTo("Essential container in task exited");
        assertThat(EcsTasks.container(task, "victim").path("exitCode").asInt(-1))
                .isEqualTo(137);
        assertThat(EcsTasks.container(task, "victim").has("reason")).isFalse();
        assertThat(moment(task, "side", "FinishedAt")).isAfter(moment(task, "victim", "FinishedAt"));
    }
}
