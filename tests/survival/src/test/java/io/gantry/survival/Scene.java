package io.gantry.survival;

import io.gantry.conformance.Command;
import io.gantry.conformance.EcsCalls;
import io.gantry.conformance.RunningGantry;
import io.gantry.survival.Definitions.Life;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A running Gantry and the few calls of the tests that tell a story instead of making a load. */
record Scene(RunningGantry gantry) {
    static final Duration LIMIT = Duration.ofMinutes(2);

    /** How an engine is asked for its view of a container: id, whether it runs, exit code, when it started. */
    static final String CONTAINER = "{{.Id}} {{.State.Running}} {{.State.ExitCode}} {{.State.StartedAt}}";

    /** Builds the sample image where it is missing, on this engine; empty for the machine's own. */
    static void buildImage(String dockerHost) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path script = at.resolve("scripts").resolve("sample-image");
            if (Files.isExecutable(script)) {
                Map<String, String> environment = dockerHost.isEmpty() ? Map.of() : Map.of("DOCKER_HOST", dockerHost);
                String _ = new Command(java.util.List.of(script.toString()), environment, Path.of("."))
                        .run()
                        .success();
                return;
            }
        }
        throw new IllegalStateException(
                "scripts/sample-image is not above " + Path.of("").toAbsolutePath());
    }

    /** Registers a definition and answers its ARN. */
    String register(Life life, int exitCode, int tenths) {
        return gantry.calls()
                .ok("RegisterTaskDefinition", Definitions.of(life, 0, exitCode, tenths, 0))
                .path("taskDefinition")
                .path("taskDefinitionArn")
                .asString();
    }

    /** What RunTask answers. */
    JsonNode tryRun(String definition) {
        ObjectNode input =
                EcsCalls.object().put("cluster", RunningGantry.CLUSTER).put("taskDefinition", definition);
        return gantry.calls().ok("RunTask", input);
    }

    /** Runs a task and answers its ARN. */
    String run(String definition) {
        JsonNode answer = tryRun(definition);
        if (answer.path("tasks").size() != 1) {
            throw new AssertionError("RunTask placed nothing: " + answer);
        }
        return answer.path("tasks").path(0).path("taskArn").asString();
    }

    void stop(String task) {
        JsonNode _ = gantry.calls()
                .ok(
                        "StopTask",
                        EcsCalls.object().put("cluster", RunningGantry.CLUSTER).put("task", task));
    }

    JsonNode task(String arn) {
        ObjectNode input = EcsCalls.object().put("cluster", RunningGantry.CLUSTER);
        input.putArray("tasks").add(arn);
        return gantry.calls().ok("DescribeTasks", input).path("tasks").path(0);
    }

    /** Waits until a task has begun to run, whatever became of it since. */
    void awaitStarted(String arn) {
        RunningGantry.await(arn + " has started", LIMIT, () -> task(arn).has("startedAt"));
    }

    /** Waits for a task's state. */
    JsonNode await(String arn, String status) {
        RunningGantry.await(
                arn + " is " + status,
                LIMIT,
                () -> task(arn).path("lastStatus").asString("").equals(status));
        return task(arn);
    }

    /** The engine's id of a task's container. */
    String container(String arn) {
        return Forward.container(task(arn), "main").path("runtimeId").asString();
    }

    /** The engine's own view of a container, as {@link #CONTAINER} says. */
    String inspect(String container) {
        return gantry.docker("inspect", "-f", CONTAINER, container)
                .run()
                .success()
                .strip();
    }

    /** Whether the instance counts as connected. */
    boolean connected() {
        ObjectNode input = EcsCalls.object().put("cluster", RunningGantry.CLUSTER);
        input.set(
                "containerInstances",
                gantry.calls()
                        .ok("ListContainerInstances", EcsCalls.object().put("cluster", RunningGantry.CLUSTER))
                        .path("containerInstanceArns"));
        return gantry.calls()
                .ok("DescribeContainerInstances", input)
                .path("containerInstances")
                .path(0)
                .path("agentConnected")
                .asBoolean();
    }
}
