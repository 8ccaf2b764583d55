package io.gantry.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What most cases do with ECS: register, run, wait for a status, look at a container. All in the node's cluster. */
final class EcsTasks {
    /** Generous: the machine may be busy with other things. */
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final RunningGantry gantry;

    EcsTasks(RunningGantry gantry) {
        this.gantry = gantry;
    }

    /** Registers a task definition written as JSON (quotes may be single) and answers its ARN. */
    String register(String definition) {
        return gantry.calls()
                .ok("RegisterTaskDefinition", EcsCalls.json(definition))
                .path("taskDefinition")
                .path("taskDefinitionArn")
                .asString();
    }

    /** Registers and runs one task, which has to be placed; answers its ARN. */
    String run(String definition) {
        return start(register(definition));
    }

    /** Runs one task of a task definition, which has to be placed; answers its ARN. */
    String start(String taskDefinition) {
        JsonNode answer = runTask(taskDefinition);
        assertThat(answer.path("failures")).isEmpty();
        return answer.path("tasks").path(0).path("taskArn").asString();
    }

    /** RunTask's answer. */
    JsonNode runTask(String taskDefinition) {
        return gantry.calls().ok("RunTask", EcsCalls.object().put("taskDefinition", taskDefinition));
    }

    /** RunTask's or StartTask's input with a network of its own for each task, in a subnet of the default VPC. */
    ObjectNode inASubnet(ObjectNode input) {
        input.putObject("networkConfiguration")
                .putObject("awsvpcConfiguration")
                .putArray("subnets")
                .add(new AwsProgram(gantry)
                        .ec2("describe-subnets")
                        .path("Subnets")
                        .path(0)
                        .path("SubnetId")
                        .asString());
        return input;
    }

    /** StopTask. */
    void stop(String task) {
        gantry.calls().ok("StopTask", EcsCalls.object().put("task", task));
    }

    /** A task as DescribeTasks shows it. */
    JsonNode task(String arn) {
        ObjectNode input = EcsCalls.object();
        input.putArray("tasks").add(arn);
        return gantry.calls().ok("DescribeTasks", input).path("tasks").path(0);
    }

    /** The ARNs of the cluster's tasks with this desired status. */
    List<String> tasks(String desiredStatus) {
        List<String> arns = new ArrayList<>();
        gantry.calls()
                .ok("ListTasks", EcsCalls.object().put("desiredStatus", desiredStatus))
                .path("taskArns")
                .forEach(arn -> arns.add(arn.asString()));
        return arns;
    }

    /**
     * Waits until a task has this status and answers it as shown then.
     *
     * @throws AssertionError when it stopped instead, or takes too long
     */
    JsonNode await(String arn, String status) {
        try {
            return RunningGantry.awaitFound("the task is " + status, LIMIT, () -> {
                JsonNode task = task(arn);
                String last = task.path("lastStatus").asString();
                if (last.equals("STOPPED") && !status.equals("STOPPED")) {
                    throw new AssertionError("it stopped");
                }
                return last.equals(status) ? Optional.of(task) : Optional.empty();
            });
        } catch (AssertionError not) {
            throw new AssertionError(not.getMessage() + "\n" + task(arn).toPrettyString(), not);
        }
    }

    /** Runs a task and waits until it is RUNNING. */
    JsonNode running(String definition) {
        return await(run(definition), "RUNNING");
    }

    /** Runs a task and waits until it is STOPPED. */
    JsonNode stopped(String definition) {
        return await(run(definition), "STOPPED");
    }

    /** One container of a task. */
    static JsonNode container(JsonNode task, String name) {
        return StreamSupport.stream(task.path("containers").spliterator(), false)
                .filter(container -> container.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no container " + name + " in " + task.toPrettyString()));
    }

    /** The host port of a task's only network binding. */
    static int hostPort(JsonNode task, String container) {
        JsonNode bindings = container(task, container).path("networkBindings");
        assertThat(bindings).as("network bindings of %s", container).hasSize(1);
        return bindings.path(0).path("hostPort").asInt();
    }

    /** The engine's description of a container. */
    JsonNode inspect(JsonNode task, String container) {
        String id = container(task, container).path("runtimeId").asString();
        return EcsCalls.read(
                gantry.docker("inspect", "--format", "{{json .}}", id).run().success());
    }

    /** What a container has printed. */
    String output(JsonNode task, String container) {
        String id = container(task, container).path("runtimeId").asString();
        return gantry.docker("logs", id).run().success();
    }
}
