package io.gantry.benchmarks;

import io.gantry.conformance.Ec2Calls;
import io.gantry.conformance.EcsCalls;
import io.gantry.conformance.RunningGantry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * From RunTask to the first DescribeTasks that says RUNNING, of a task with a network of its own against one that shares the
 * host's. The two alternate, so that both meet the same load of the machine.
 */
final class AwsvpcBenchmark implements Benchmark {
    private static final int ROUNDS = Integer.getInteger("gantry.bench.rounds", 25);
    private static final int WARM_UP = 5;
    private static final Duration QUIET = Duration.ofMillis(600);
    private static final String FAMILY = "bench-network-";

    private final Samples host = new Samples();
    private final Samples awsvpc = new Samples();

    @Override
    public String name() {
        return "awsvpc";
    }

    @Override
    public void run(Path scratch, Consumer<Figure> out) throws IOException {
        String image = System.getProperty("gantry.bench.image", "busybox:latest");
        try (RunningGantry gantry = RunningGantry.start(scratch);
                SignedCalls calls = new SignedCalls(gantry)) {
            String subnet = new Ec2Calls(gantry).call("subnetId", "DescribeSubnets", Map.of());
            register(calls, image, "host");
            register(calls, image, "awsvpc");
            TaskRuns runs = new TaskRuns(calls);
            ObjectNode plain = task("host");
            ObjectNode own = task("awsvpc");
            own.putObject("networkConfiguration")
                    .putObject("awsvpcConfiguration")
                    .putArray("subnets")
                    .add(subnet);
            for (int i = 0; i < WARM_UP; i++) {
                runs.batch(plain.deepCopy().put("count", 5));
                runs.batch(own.deepCopy().put("count", 5));
            }
            for (int round = 0; round < ROUNDS; round++) {
                host.add(running(runs, plain));
                awsvpc.add(running(runs, own));
            }
        }
        String against = "host mode ms";
        out.accept(new Figure(
                "awsvpc.running.p50", "ms", awsvpc.medianMillis(), host.medianMillis(), against, "ratio <= 1.1"));
        out.accept(new Figure("awsvpc.running.p90", "ms", awsvpc.millis(0.9), host.millis(0.9), against, ""));
    }

    private static ObjectNode task(String mode) {
        return EcsCalls.object().put("cluster", RunningGantry.CLUSTER).put("taskDefinition", FAMILY + mode);
    }

    private static void register(SignedCalls calls, String image, String mode) throws IOException {
        ObjectNode definition = EcsCalls.object().put("family", FAMILY + mode).put("networkMode", mode);
        ObjectNode container = definition.putArray("containerDefinitions").addObject();
        container
                .put("name", "m")
                .put("image", image)
                .put("memory", 16)
                .put("cpu", 16)
                .put("essential", true);
        // The sleeper does not listen to SIGTERM, and the time to stop is not what is measured here.
        container.put("stopTimeout", 2);
        container.putArray("command").add("sleep").add("3600");
        var _ = calls.ok("RegisterTaskDefinition", definition);
    }

    private static long running(TaskRuns runs, ObjectNode run) throws IOException {
        LockSupport.parkNanos(QUIET.toNanos());
        long begin = System.nanoTime();
        String arn = runs.run(run).getFirst();
        runs.await(arn, "RUNNING");
        long took = System.nanoTime() - begin;
        runs.stop(arn);
        runs.await(arn, "STOPPED");
        return took;
    }
}
