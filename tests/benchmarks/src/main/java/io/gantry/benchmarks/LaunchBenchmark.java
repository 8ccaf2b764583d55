package io.gantry.benchmarks;

import io.gantry.conformance.EcsCalls;
import io.gantry.conformance.RunningGantry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * From RunTask to the first DescribeTasks that says RUNNING, against creating and starting the same image on the engine
 * directly. The two alternate, so that both meet the same load of the machine.
 */
final class LaunchBenchmark implements Benchmark {
    private static final int ROUNDS = Integer.getInteger("gantry.bench.rounds", 25);
    private static final int WARM_UP = 3;
    /** Batches of ten tasks before anything is measured: a server and a node that have been in use for a while. */
    private static final int BATCHES = Integer.getInteger("gantry.bench.batches", 30);

    private static final int BATCH = 10;
    private static final List<String> COMMAND = List.of("sleep", "3600");
    private static final String FAMILY = "bench-launch";
    /**
     * The share of the engine's own time after which we begin to ask. A task cannot run before its container does, and
     * questions that cannot be answered yet would only take the processor from the one that is being started.
     */
    private static final double SILENT = 0.95;

    /**
     * Before each start. The kernel takes away the network of the container before it after its end was told, and what it
     * still has to do slows the next start, whoever asks for that: so both ways have the same silence before them.
     */
    private static final Duration QUIET = Duration.ofMillis(300);

    private final Samples docker = new Samples();
    private final Samples acknowledged = new Samples();
    private final Samples running = new Samples();
    private final Samples stopped = new Samples();

    @Override
    public String name() {
        return "launch";
    }

    @Override
    public void run(Path scratch, Consumer<Figure> out) throws IOException {
        String image = System.getProperty("gantry.bench.image", "busybox:latest");
        try (DockerSocket engine = new DockerSocket();
                RunningGantry gantry = RunningGantry.start(scratch);
                SignedCalls calls = new SignedCalls(gantry)) {
            if (!engine.hasImage(image)) {
                throw new IllegalStateException("the engine has no image " + image + ": run tests/images/build first");
            }
            TaskRuns runs = new TaskRuns(calls);
            register(calls, image);
            for (int batch = 0; batch < BATCHES; batch++) {
                runs.batch(run().put("count", BATCH));
            }
            List<String> killed = new ArrayList<>();
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                killed.add(bare(engine, image));
                task(runs, round >= 0);
            }
            // Not before: a task's container is kept for a while too.
            for (String id : killed) {
                engine.remove(id);
            }
        }
        String against = "docker create+start ms";
        double base = docker.medianMillis();
        out.accept(new Figure("launch.running.p50", "ms", running.medianMillis(), base, against, "ratio <= 1.05"));
        out.accept(new Figure("launch.running.p90", "ms", running.millis(0.9), docker.millis(0.9), against, ""));
        out.accept(new Figure("launch.acknowledged.p50", "ms", acknowledged.medianMillis(), base, against, "<= 20 ms"));
        out.accept(new Figure("launch.stopped.p50", "ms", stopped.medianMillis(), base, against, ""));
    }

    private static void register(SignedCalls calls, String image) throws IOException {
        ObjectNode definition = EcsCalls.object().put("family", FAMILY).put("networkMode", "bridge");
        ObjectNode container = definition.putArray("containerDefinitions").addObject();
        container
                .put("name", "m")
                .put("image", image)
                .put("memory", 64)
                .put("cpu", 64)
                .put("essential", true);
        // The sleeper does not listen to SIGTERM, and the time to stop is not what is measured here.
        container.put("stopTimeout", 2);
        COMMAND.forEach(container.putArray("command")::add);
        calls.ok("RegisterTaskDefinition", definition);
    }

    private String bare(DockerSocket engine, String image) throws IOException {
        LockSupport.parkNanos(QUIET.toNanos());
        long begin = System.nanoTime();
        String id = engine.run(image, COMMAND);
        docker.add(System.nanoTime() - begin);
        engine.kill(id);
        return id;
    }

    private static ObjectNode run() {
        return EcsCalls.object().put("cluster", RunningGantry.CLUSTER).put("taskDefinition", FAMILY);
    }

    private void task(TaskRuns runs, boolean counts) throws IOException {
        ObjectNode run = run();
        LockSupport.parkNanos(QUIET.toNanos());
        long begin = System.nanoTime();
        String arn = runs.run(run).getFirst();
        final long acknowledgedAt = System.nanoTime();
        LockSupport.parkNanos((long) (docker.medianMillis() * SILENT * 1e6) - (System.nanoTime() - begin));
        runs.await(arn, "RUNNING");
        final long runningAt = System.nanoTime();
        runs.stop(arn);
        runs.await(arn, "STOPPED");
        if (counts) {
            acknowledged.add(acknowledgedAt - begin);
            running.add(runningAt - begin);
            stopped.add(System.nanoTime() - runningAt);
        }
    }
}
