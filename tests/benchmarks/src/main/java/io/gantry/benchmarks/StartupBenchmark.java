package io.gantry.benchmarks;

import io.gantry.conformance.RunningGantry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** From the start of the process to its first answer, and memory at rest, against a bare JVM that listens. */
final class StartupBenchmark implements Benchmark {
    private static final int ROUNDS = 5;
    /** A process gives back what it took to start every ten seconds. */
    private static final long REST_MILLIS = 12_000;

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public void run(Path scratch, Consumer<Figure> out) throws IOException, InterruptedException {
        Samples bare = new Samples();
        Samples server = new Samples();
        double bareMemory = 0;
        double serverMemory = 0;
        double nodeMemory = 0;
        for (int round = 0; round < ROUNDS; round++) {
            boolean last = round == ROUNDS - 1;
            long begin = System.nanoTime();
            try (ChildProcess least = ChildProcess.start("io.gantry.benchmarks.BareServer")) {
                bare.add(System.nanoTime() - begin);
                bareMemory = ChildProcess.residentMebibytes(least.process().pid());
            }
            try (RunningGantry gantry = RunningGantry.in(scratch.resolve("round-" + round), "")) {
                begin = System.nanoTime();
                gantry.startServer();
                server.add(System.nanoTime() - begin);
                if (last) {
                    gantry.startNode();
                    gantry.awaitNode();
                    Thread.sleep(REST_MILLIS);
                    serverMemory = ChildProcess.residentMebibytes(gantry.serverId());
                    nodeMemory = ChildProcess.residentMebibytes(gantry.nodeId());
                }
            }
        }
        String against = "bare JVM";
        out.accept(new Figure(
                "startup.server.first-answer",
                "ms",
                server.medianMillis(),
                bare.medianMillis(),
                against,
                "<= 1000 ms"));
        out.accept(new Figure("startup.server.memory", "MiB", serverMemory, bareMemory, against, "<= 150 MiB"));
        out.accept(new Figure("startup.node.memory", "MiB", nodeMemory, bareMemory, against, "<= 100 MiB"));
    }
}
