package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** The AWS command line and tasks that really run. */
@ExtendWith(SharedGantry.class)
final class AwsTasksIT {
    private static final Path WEB =
            Path.of("src/test/resources/nginx_bridge.json").toAbsolutePath();

    private final RunningGantry gantry;
    private final AwsProgram aws;

    AwsTasksIT(RunningGantry gantry) {
        this.gantry = gantry;
        this.aws = new AwsProgram(gantry);
    }

    private List<String> run(int count) {
        aws.json("register-task-definition", "--cli-input-json", "file://" + WEB);
        JsonNode answer = aws.json("run-task", "--task-definition", "web", "--count", Integer.toString(count));
        assertThat(answer.path("failures")).isEmpty();
        List<String> arns = new ArrayList<>();
        for (JsonNode task : answer.path("tasks")) {
            assertThat(task.path("lastStatus").asString()).isIn("PROVISIONING", "PENDING");
            assertThat(task.path("desiredStatus").asString()).isEqualTo("RUNNING");
            arns.add(task.path("taskArn").asString());
        }
        assertThat(arns).hasSize(count);
        return arns;
    }

    private JsonNode describe(List<String> arns) {
        List<String> words = new ArrayList<>(List.of("describe-tasks", "--tasks"));
        words.addAll(arns);
        return aws.json(words.toArray(String[]::new)).path("tasks");
    }

    private JsonNode instance() {
        String arn = aws.json("list-container-instances")
                .path("containerInstanceArns")
                .path(0)
                .asString();
        return aws.json("describe-container-instances", "--container-instances", arn)
                .path("containerInstances")
                .path(0);
    }

    private static int resource(JsonNode instance, String list, String name) {
        for (JsonNode resource : instance.path(list)) {
            if (resource.path("name").asString().equals(name)) {
                return resource.path("integerValue").asInt();
            }
        }
        throw new AssertionError("no " + name + " in " + list);
    }

    @Test
    void two_tasks_run_are_described_answer_and_are_stopped() {
        Instant before = Instant.now();
        JsonNode idle = instance();
        List<String> arns = run(2);
        aws.await("tasks-running", arns);
        JsonNode busy = instance();
        for (String name : List.of("CPU", "MEMORY")) {
            int registered = resource(idle, "registeredResources", name);
            assertThat(resource(idle, "remainingResources", name)).isEqualTo(registered);
            assertThat(resource(busy, "remainingResources", name)).isEqualTo(registered - 2 * 64);
        }
        assertThat(busy.path("runningTasksCount").asInt()).isEqualTo(2);
        List<Integer> ports = new ArrayList<>();
        for (JsonNode task : describe(arns)) {
            describesARunningTask(task, before);
            assertThat(task.path("containerInstanceArn")).isEqualTo(busy.path("containerInstanceArn"));
            ports.add(EcsTasks.hostPort(task, "nginx"));
        }
        assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port >= 32768);
        for (int port : ports) {
            assertThat(Network.get(port, "/")).containsIgnoringCase("nginx");
        }
        stopsOneAndTheOther(arns);
        JsonNode after = instance();
        assertThat(after.path("runningTasksCount").asInt()).isZero();
        assertThat(after.path("remainingResources")).isEqualTo(idle.path("remainingResources"));
    }

    private void describesARunningTask(JsonNode task, Instant before) {
        assertThat(task.path("lastStatus").asString()).isEqualTo("RUNNING");
        assertThat(task.path("desiredStatus").asString()).isEqualTo("RUNNING");
        assertThat(task.path("connectivity").asString()).isEqualTo("CONNECTED");
        assertThat(task.path("healthStatus").asString()).isEqualTo("UNKNOWN");
        assertThat(task.path("launchType").asString()).isEqualTo("EC2");
        assertThat(task.path("group").asString()).isEqualTo("family:web");
        assertThat(task.path("taskDefinitionArn").asString()).contains(":task-definition/web:");
        assertThat(task.path("cpu").asString()).isEqualTo("64");
        assertThat(task.path("memory").asString()).isEqualTo("64");
        List<Instant> times = new ArrayList<>();
        times.add(before);
        for (String name : List.of("createdAt", "startedAt")) {
            times.add(instant(task, name));
        }
        times.add(Instant.now());
        assertThat(times).isSorted();
        JsonNode nginx = EcsTasks.container(task, "nginx");
        assertThat(nginx.path("lastStatus").asString()).isEqualTo("RUNNING");
        assertThat(nginx.path("taskArn")).isEqualTo(task.path("taskArn"));
        assertThat(nginx.path("containerArn").asString()).startsWith("arn:aws:ecs:us-east-1:" + gantry.account());
        assertThat(nginx.path("image").asString()).isEqualTo("nginx:latest");
        JsonNode binding = nginx.path("networkBindings").path(0);
        assertThat(binding.path("bindIP").asString()).isEqualTo("0.0.0.0");
        assertThat(binding.path("containerPort").asInt()).isEqualTo(80);
        assertThat(binding.path("protocol").asString()).isEqualTo("tcp");
        assertThat(gantry.docker(
                                "inspect",
                                "--format",
                                "{{.State.Running}}",
                                nginx.path("runtimeId").asString())
                        .run()
                        .success())
                .startsWith("true");
    }

    private static Instant instant(JsonNode task, String name) {
        JsonNode value = task.path(name);
        assertThat(value.isMissingNode())
                .as(name + " in " + task.toPrettyString())
                .isFalse();
        return value.isNumber()
                ? Instant.ofEpochMilli(Math.round(value.asDouble() * 1000))
                : java.time.OffsetDateTime.parse(value.asString()).toInstant();
    }

    private void stopsOneAndTheOther(List<String> arns) {
        JsonNode stopping = aws.json("stop-task", "--task", arns.get(0), "--reason", "enough of it")
                .path("task");
        assertThat(stopping.path("desiredStatus").asString()).isEqualTo("STOPPED");
        aws.await("tasks-stopped", arns.subList(0, 1));
        JsonNode stopped = describe(arns.subList(0, 1)).path(0);
        assertThat(stopped.path("stopCode").asString()).isEqualTo("UserInitiated");
        assertThat(stopped.path("stoppedReason").asString()).isEqualTo("enough of it");
        assertThat(instant(stopped, "stoppingAt")).isBeforeOrEqualTo(instant(stopped, "stoppedAt"));
        JsonNode nginx = EcsTasks.container(stopped, "nginx");
        assertThat(nginx.path("lastStatus").asString()).isEqualTo("STOPPED");
        assertThat(nginx.path("exitCode").asInt(-1)).isZero();
        assertThat(listed("--desired-status", "RUNNING")).containsExactly(arns.get(1));
        assertThat(listed("--desired-status", "STOPPED")).contains(arns.get(0)).doesNotContain(arns.get(1));
        assertThat(listed("--family", "web")).containsExactly(arns.get(1));
        assertThat(listed("--family", "other")).isEmpty();
        assertThat(listed("--launch-type", "FARGATE")).isEmpty();
        String instance = describe(arns).path(1).path("containerInstanceArn").asString();
        assertThat(listed("--container-instance", instance)).containsExactly(arns.get(1));
        aws.json("stop-task", "--task", arns.get(1));
        aws.await("tasks-stopped", arns);
        assertThat(describe(arns).path(1).path("stoppedReason").asString()).isEqualTo("Task stopped by user");
    }

    private List<String> listed(String... filter) {
        List<String> words = new ArrayList<>(List.of("list-tasks"));
        words.addAll(List.of(filter));
        List<String> arns = new ArrayList<>();
        aws.json(words.toArray(String[]::new)).path("taskArns").forEach(arn -> arns.add(arn.asString()));
        return arns;
    }

    @Test
    void a_container_killed_by_hand_ends_its_task() {
        List<String> arns = run(1);
        aws.await("tasks-running", arns);
        JsonNode nginx = EcsTasks.container(describe(arns).path(0), "nginx");
        gantry.docker("kill", nginx.path("runtimeId").asString()).run().success();
        aws.await("tasks-stopped", arns);
        JsonNode stopped = describe(arns).path(0);
        assertThat(stopped.path("stopCode").asString()).isEqualTo("EssentialContainerExited");
        assertThat(stopped.path("stoppedReason").asString()).isEqualTo("Essential container in task exited");
        assertThat(EcsTasks.container(stopped, "nginx").path("exitCode").asInt(-1))
                .isEqualTo(137);
    }
}
