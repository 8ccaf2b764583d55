package io.gantry.benchmarks;

import io.gantry.conformance.EcsCalls;
import io.gantry.conformance.RunningGantry;
import io.gantry.conformance.SignatureV4;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls a second and their latency, signatures verified and each write durable before its answer, against the same HTTP
 * server echoing the same request.
 */
final class ApiBenchmark implements Benchmark {
    private static final Duration LENGTH = Duration.ofMillis(Integer.getInteger("gantry.bench.millis", 4000));
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final int[] CONNECTIONS = {8, 32};
    private static final int HOSTS = 100;
    private static final int TASKS_PER_HOST = 100;
    private static final int HOST_MEMORY = 4 * TASKS_PER_HOST;

    @Override
    public String name() {
        return "api";
    }

    @Override
    public void run(Path scratch, Consumer<Figure> out) throws IOException {
        try (RunningGantry gantry = RunningGantry.in(scratch, "");
                ChildProcess echo = ChildProcess.start("io.gantry.benchmarks.EchoServer")) {
            gantry.startServer();
            ObjectNode definition = EcsCalls.json(
                    "{'family':'bench','containerDefinitions':[{'name':'web','image':'nginx:latest','memory':4,'cpu':4,"
                            + "'essential':true,'portMappings':[{'containerPort':80}]}]}");
            gantry.calls().ok("RegisterTaskDefinition", definition);
            Map<String, String> bodies = new LinkedHashMap<>();
            bodies.put("ListClusters", "{}");
            bodies.put(
                    "DescribeTaskDefinition",
                    EcsCalls.object().put("taskDefinition", "bench:1").toString());
            bodies.put("RegisterTaskDefinition", definition.toString());
            SignatureV4 signature = new SignatureV4(gantry.key(), RunningGantry.REGION, "ecs");
            String only = System.getProperty("gantry.bench.calls", "");
            bodies.keySet().removeIf(operation -> !only.isEmpty() && !only.contains(operation));
            for (Map.Entry<String, String> call : bodies.entrySet()) {
                String body = call.getValue();
                Load ours = new Load(gantry.endpoint(), call.getKey(), body, signature);
                Load bare = new Load(echo.address(), call.getKey(), body, signature);
                ours.run(8, WARM_UP);
                bare.run(8, WARM_UP.dividedBy(2));
                boolean writes = call.getKey().startsWith("Register");
                for (int connections : CONNECTIONS) {
                    Cost base = Cost.of(echo.process().pid(), () -> bare.run(connections, LENGTH));
                    Cost got = Cost.of(gantry.serverId(), () -> ours.run(connections, LENGTH));
                    figures(call.getKey(), connections, writes, got, base, out);
                }
            }
            if (only.isEmpty() || only.contains("RunTask")) {
                runTask(gantry, echo, signature, out);
            }
        }
    }

    /**
     * Each round fills a cluster of its own with hosts, so that a host has as many tasks as one in use has, and not ever more
     * of them.
     */
    private static void runTask(RunningGantry gantry, ChildProcess echo, SignatureV4 signature, Consumer<Figure> out)
            throws IOException {
        tasks(gantry, signature, "warm", 8, WARM_UP);
        for (int connections : CONNECTIONS) {
            Load bare = new Load(echo.address(), "RunTask", runTask("warm"), signature);
            Cost base = Cost.of(echo.process().pid(), () -> bare.run(connections, LENGTH));
            Cost got = tasks(gantry, signature, "bench-" + connections, connections, LENGTH);
            figures("RunTask", connections, true, got, base, out);
        }
    }

    private static Cost tasks(
            RunningGantry gantry, SignatureV4 signature, String cluster, int connections, Duration length)
            throws IOException {
        try (Fleet hosts = Fleet.of(gantry, cluster, HOSTS, HOST_MEMORY)) {
            Load load =
                    new Load(gantry.endpoint(), "RunTask", runTask(hosts.cluster()), signature, HOSTS * TASKS_PER_HOST);
            Cost cost = Cost.of(gantry.serverId(), () -> load.run(connections, length));
            int placed = gantry.calls()
                    .ok("DescribeClusters", describe(cluster))
                    .path("clusters")
                    .path(0)
                    .path("pendingTasksCount")
                    .asInt(0);
            int calls = cost.outcome().latency().count();
            if (placed != calls) {
                throw new IllegalStateException(calls + " calls of RunTask, but " + placed + " tasks");
            }
            return cost;
        }
    }

    private static ObjectNode describe(String cluster) {
        ObjectNode describe = EcsCalls.object();
        describe.putArray("clusters").add(cluster);
        return describe;
    }

    private static String runTask(String cluster) {
        return EcsCalls.object()
                .put("cluster", cluster)
                .put("taskDefinition", "bench:1")
                .toString();
    }

    /** What came of a load, and the processor time that a call of it took in the process that answered. */
    private record Cost(Load.Outcome outcome, double microseconds) {
        private interface Loading {
            Load.Outcome run() throws IOException;
        }

        static Cost of(long process, Loading loading) throws IOException {
            double before = ChildProcess.processorSeconds(process);
            Load.Outcome outcome = loading.run();
            double spent = ChildProcess.processorSeconds(process) - before;
            return new Cost(outcome, spent * 1e6 / outcome.latency().count());
        }
    }

    private static void figures(
            String operation, int connections, boolean writes, Cost cost, Cost bare, Consumer<Figure> out) {
        Load.Outcome got = cost.outcome();
        Load.Outcome echo = bare.outcome();
        String name = operation + "." + connections;
        String rate = writes ? (connections == 32 ? ">= 6000/s" : "") : (connections == 8 ? ">= 7000/s" : "");
        String median = connections == 8 ? (writes ? "<= 2 ms" : "<= 1 ms") : "";
        String against = "bare HTTP echo";
        out.accept(new Figure("api." + name + ".rate", "req/s", got.perSecond(), echo.perSecond(), against, rate));
        out.accept(new Figure(
                "api." + name + ".p50",
                "ms",
                got.latency().medianMillis(),
                echo.latency().medianMillis(),
                against,
                median));
        out.accept(new Figure(
                "api." + name + ".p99",
                "ms",
                got.latency().millis(0.99),
                echo.latency().millis(0.99),
                against,
                ""));
        out.accept(
                new Figure("api." + name + ".processor", "us", cost.microseconds(), bare.microseconds(), against, ""));
    }
}
