package io.gantry.benchmarks;

import io.gantry.conformance.EcsCalls;
import io.gantry.conformance.RunningGantry;
import io.gantry.conformance.SignatureV4;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Calls a second and their latency, signatures verified and each write durable before its answer, against the same HTTP
 * server echoing the same request.
 */
final class ApiBenchmark implements Benchmark {
    private static final Duration LENGTH = Duration.ofMillis(Integer.getInteger("gantry.bench.millis", 4000));
    private static final Duration WARM_UP = Duration.ofSeconds(6);

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
                    "{'family':'bench','containerDefinitions':[{'name':'web','image':'nginx:latest','memory':256,'cpu':256,"
                            + "'essential':true,'portMappings':[{'containerPort':80}]}]}");
            gantry.calls().ok("RegisterTaskDefinition", definition);
            Map<String, String> bodies = new LinkedHashMap<>();
            bodies.put("ListClusters", "{}");
            bodies.put(
                    "DescribeTaskDefinition",
                    EcsCalls.object().put("taskDefinition", "bench:1").toString());
            bodies.put("RegisterTaskDefinition", definition.toString());
            SignatureV4 signature = new SignatureV4(gantry.key(), RunningGantry.REGION, "ecs");
            for (Map.Entry<String, String> call : bodies.entrySet()) {
                String body = call.getValue();
                String target = EcsCalls.TARGET + call.getKey();
                Load ours = new Load(gantry.endpoint(), target, body, Optional.of(signature));
                Load bare = new Load(echo.address(), target, body, Optional.of(signature));
                ours.run(8, WARM_UP);
                bare.run(8, WARM_UP.dividedBy(2));
                boolean writes = call.getKey().startsWith("Register");
                for (int connections : new int[] {8, 32}) {
                    figures(call.getKey() + "." + connections, ours, bare, connections, writes, out);
                }
            }
        }
    }

    private static void figures(
            String name, Load ours, Load bare, int connections, boolean writes, Consumer<Figure> out)
            throws IOException {
        Load.Outcome echo = bare.run(connections, LENGTH);
        Load.Outcome got = ours.run(connections, LENGTH);
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
    }
}
