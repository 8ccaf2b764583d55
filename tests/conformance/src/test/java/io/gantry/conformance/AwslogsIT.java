package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The awslogs driver: what containers print is read with {@code aws logs}, each line once, whatever is killed meanwhile. */
@ExtendWith(SharedGantry.class)
final class AwslogsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final RunningGantry shared;

    AwslogsIT(RunningGantry gantry) {
        this.shared = gantry;
    }

    /** A task whose container runs a shell script, with these further options of the driver. */
    private static String definition(String family, String script, String options) {
        return """
                {'family': 'FAMILY', 'networkMode': 'none', 'containerDefinitions': [{
                  'name': 'app', 'image': 'busybox', 'memory': 32, 'stopTimeout': 2, 'essential': true,
                  'command': ['sh', '-c', 'SCRIPT'],
                  'logConfiguration': {'logDriver': 'awslogs', 'options': {
                    'awslogs-group': '/ecs/FAMILY', 'awslogs-region': 'us-east-1', 'awslogs-stream-prefix': 'it'OPTIONS}}}]}""".replace("FAMILY", family)
                .replace("SCRIPT", script)
                .replace("OPTIONS", options.isEmpty() ? "" : ", " + options);
    }

    private static List<String> lines(RunningGantry gantry, String family, String... more) {
        List<String> words = new ArrayList<>(List.of("filter-log-events", "--log-group-name", "/ecs/" + family));
        words.addAll(List.of(more));
        List<String> lines = new ArrayList<>();
        Command.Ended ended = new AwsProgram(gantry).logs(words.toArray(String[]::new));
        if (ended.exitCode() == 0) {
            EcsCalls.read(ended.output())
                    .path("events")
                    .forEach(event -> lines.add(event.path("message").asString()));
        }
        return lines;
    }

    private static List<String> await(RunningGantry gantry, String family, int count) {
        return RunningGantry.awaitFound(
                "the lines of " + family,
                LIMIT,
                () -> Optional.of(lines(gantry, family)).filter(lines -> lines.size() >= count));
    }

    @Test
    void whatAContainerPrintsIsInItsStream() {
        EcsTasks ecs = new EcsTasks(shared);
        String script = "echo one; echo two >&2; echo; printf three; sleep 1; echo four";
        JsonNode task = ecs.stopped(definition("printed", script, "'awslogs-create-group': 'true'"));

        assertThat(await(shared, "printed", 3)).containsExactlyInAnyOrder("one", "two", "threefour");
        String id = task.path("taskArn").asString();
        String stream = "it/app/" + id.substring(id.lastIndexOf('/') + 1);
        assertThat(new AwsProgram(shared)
                        .logs("describe-log-streams", "--log-group-name", "/ecs/printed")
                        .output())
                .contains("\"logStreamName\": \"" + stream + "\"");
        assertThat(lines(shared, "printed", "--filter-pattern", "two")).containsExactly("two");
    }

    @Test
    void linesThatBelongTogetherAreOneEvent() {
        EcsTasks ecs = new EcsTasks(shared);
        String script = "echo INFO a; echo ERROR b; echo ^ at c; echo ^ at d; echo INFO e";
        String _ = ecs.stopped(definition(
                        "together",
                        script.replace("^", ""),
                        "'awslogs-create-group': 'true', 'awslogs-multiline-pattern': '(INFO|ERROR)'"))
                .path("taskArn")
                .asString();
        assertThat(await(shared, "together", 3)).containsExactly("INFO a", "ERROR b\nat c\nat d", "INFO e");
    }

    @Test
    void aTaskWithoutItsGroupDoesNotStart() {
        EcsTasks ecs = new EcsTasks(shared);
        JsonNode task = ecs.stopped(definition("missing", "echo never", ""));
        assertThat(EcsTasks.container(task, "app").path("reason").asString())
                .isEqualTo("CannotStartContainerError: Error response from daemon: failed to initialize logging driver:"
                        + " failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group"
                        + " does not exist.");
    }

    @Test
    void noLineIsLostOrDoubledWhenNodeAndServerAreKilled(@TempDir Path home) {
        try (RunningGantry gantry = RunningGantry.start(home)) {
            EcsTasks ecs = new EcsTasks(gantry);
            String counting =
                    "i=0; while [ $i -lt 6000 ]; do i=$((i+1)); echo $i; [ $((i % 4)) = 0 ] && usleep 2000; done; sleep 60";
            String arn = ecs.run(definition("counting", counting, "'awslogs-create-group': 'true'"));
            JsonNode _ = ecs.await(arn, "RUNNING");
            List<String> _ = await(gantry, "counting", 200);
            gantry.killNode();
            gantry.startNode();
            gantry.awaitNode();
            List<String> before = lines(gantry, "counting");
            gantry.killServer();
            gantry.startServer();
            gantry.awaitNode();
            List<String> _ = await(gantry, "counting", Math.min(6000, before.size() + 50));
            gantry.killNode();
            gantry.killServer();
            gantry.startServer();
            gantry.startNode();
            gantry.awaitNode();
            List<String> all = await(gantry, "counting", 6000);
            List<String> expected = new ArrayList<>();
            for (int i = 1; i <= 6000; i++) {
                expected.add(Integer.toString(i));
            }
            assertThat(all).isEqualTo(expected);
            ecs.stop(arn);
            JsonNode _ = ecs.await(arn, "STOPPED");
        }
    }
}
