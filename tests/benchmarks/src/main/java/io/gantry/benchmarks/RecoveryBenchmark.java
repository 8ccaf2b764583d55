package io.gantry.benchmarks;

import io.gantry.conformance.EcsCalls;
import io.gantry.conformance.RunningGantry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server with ten thousand running tasks on a hundred hosts is killed with signal 9 and started again: how long until it
 * answers, and until every host is connected again and has been told all of its tasks; against a server that holds nothing.
 */
final class RecoveryBenchmark implements Benchmark {
    private static final int ROUNDS = 5;
    private static final int HOSTS = 100;
    private static final int TASKS = 10_000;
    private static final int PER_CALL = 10;
    private static final int PER_LOOK = 100;
    private static final int HOST_MEMORY = 8 * TASKS / HOSTS;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "recovery";
    }

    @Override
    public void run(Path scratch, Consumer<Figure> out) throws IOException {
        Samples empty = new Samples();
        Samples serving = new Samples();
        Samples reconciled = new Samples();
        try (RunningGantry full = RunningGantry.in(scratch.resolve("full"), "");
                RunningGantry bare = RunningGantry.in(scratch.resolve("bare"), "")) {
            full.startServer();
            bare.startServer();
            bare.killServer();
            try (Fleet hosts = Fleet.of(full, "recovery", HOSTS, HOST_MEMORY)) {
                List<String> tasks = fill(full);
                for (int round = 0; round < ROUNDS; round++) {
                    long begin = System.nanoTime();
                    bare.startServer();
                    empty.add(System.nanoTime() - begin);
                    bare.killServer();
                    full.killServer();
                    begin = System.nanoTime();
                    full.startServer();
                    serving.add(System.nanoTime() - begin);
                    hosts.reconnect(full);
                    RunningGantry.await("every host knows its tasks", LIMIT, () -> hosts.wanted() == TASKS);
                    reconciled.add(System.nanoTime() - begin);
                    requireAllRunning(full, tasks);
                }
            }
        }
        String against = "empty server";
        double base = empty.medianMillis();
        out.accept(new Figure("recovery.serving", "ms", serving.medianMillis(), base, against, "<= 2000 ms"));
        out.accept(new Figure("recovery.reconciled", "ms", reconciled.medianMillis(), base, against, "<= 5000 ms"));
    }

    /** Runs the tasks, and reports each of them as running, as the agents of their hosts would. */
    private static List<String> fill(RunningGantry gantry) throws IOException {
        List<String> arns = new ArrayList<>();
        try (SignedCalls calls = new SignedCalls(gantry)) {
            calls.ok(
                    "RegisterTaskDefinition",
                    EcsCalls.json("{'family':'recovery','containerDefinitions':["
                            + "{'name':'web','image':'nginx:latest','memory':4,'cpu':2,'essential':true},"
                            + "{'name':'side','image':'nginx:latest','memory':4,'cpu':2}]}"));
            ObjectNode run = cluster().put("taskDefinition", "recovery").put("count", PER_CALL);
            while (arns.size() < TASKS) {
                for (JsonNode task : calls.ok("RunTask", run).path("tasks")) {
                    arns.add(task.path("taskArn").asString());
                }
            }
            for (String arn : arns) {
                ObjectNode report = cluster().put("task", arn).put("status", "RUNNING");
                for (String container : List.of("web", "side")) {
                    report.withArray("containers")
                            .addObject()
                            .put("containerName", container)
                            .put("runtimeId", "0123456789abcdef".repeat(4))
                            .put("status", "RUNNING");
                }
                calls.ok("SubmitTaskStateChange", report);
            }
        }
        return arns;
    }

    private static void requireAllRunning(RunningGantry gantry, List<String> arns) throws IOException {
        try (SignedCalls calls = new SignedCalls(gantry)) {
            for (int from = 0; from < arns.size(); from += PER_LOOK) {
                ObjectNode describe = cluster();
                arns.subList(from, from + PER_LOOK).forEach(describe.putArray("tasks")::add);
                long running = calls.ok("DescribeTasks", describe)
                        .path("tasks")
                        .valueStream()
                        .filter(task -> task.path("lastStatus").asString("").equals("RUNNING"))
                        .count();
                if (running != PER_LOOK) {
                    throw new IllegalStateException(PER_LOOK - running + " tasks do not run any more");
                }
            }
        }
    }

    private static ObjectNode cluster() {
        return EcsCalls.object().put("cluster", "recovery");
    }
}
