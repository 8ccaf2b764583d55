package io.gantry.benchmarks;

import io.gantry.conformance.EcsCalls;
import io.gantry.conformance.RunningGantry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Runs tasks, waits for their states and stops them, in as few questions as a measurement can bear. */
record TaskRuns(SignedCalls calls) {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Between two questions: short beside what is measured, long beside what a question costs. */
    private static final Duration PAUSE = Duration.ofMillis(2);

    /** The ARNs of the tasks that a call places, which is at least one. */
    List<String> run(ObjectNode run) throws IOException {
        JsonNode answer = calls.ok("RunTask", run);
        List<String> arns = new ArrayList<>();
        answer.path("tasks").forEach(task -> arns.add(task.path("taskArn").asString()));
        if (arns.isEmpty()) {
            throw new IllegalStateException("RunTask placed nothing: " + answer);
        }
        return arns;
    }

    /** Runs tasks, and stops each once it runs. */
    void batch(ObjectNode run) throws IOException {
        List<String> arns = run(run);
        for (String arn : arns) {
            await(arn, "RUNNING");
            stop(arn);
        }
        for (String arn : arns) {
            await(arn, "STOPPED");
        }
    }

    void stop(String arn) throws IOException {
        JsonNode _ = calls.ok(
                "StopTask",
                EcsCalls.object().put("cluster", RunningGantry.CLUSTER).put("task", arn));
    }

    void await(String arn, String wanted) throws IOException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!wanted.equals(status(arn))) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(arn + " was not " + wanted + " within " + LIMIT);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private String status(String arn) throws IOException {
        ObjectNode describe = EcsCalls.object().put("cluster", RunningGantry.CLUSTER);
        describe.putArray("tasks").add(arn);
        JsonNode task = calls.ok("DescribeTasks", describe).path("tasks").path(0);
        String status = task.path("lastStatus").asString("");
        if (status.equals("STOPPED") && !task.path("desiredStatus").asString("").equals("STOPPED")) {
            throw new IllegalStateException("the task ended by itself: " + task);
        }
        return status;
    }
}
