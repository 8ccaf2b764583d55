package io.gantry.benchmarks;

import io.gantry.placement.Strategy;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Decisions of the placer on 10,000 hosts, one task a decision and each put into the fleet before the next, on one thread;
 * beside Netflix Fenzo on the same hosts in the same JVM. Then how well both pack the tasks of two real clusters.
 */
final class PlacementBenchmark implements Benchmark {
    private static final int HOSTS = 10_000;
    private static final int SINGLE = 10;
    private static final int BATCHED = 100;
    private static final Strategy ZONES = new Strategy.SpreadAttribute("ecs.availability-zone");
    private static final Strategy INSTANCES = new Strategy.SpreadHosts();
    private static final Strategy MEMORY = new Strategy.BinpackMemory();

    @Override
    public String name() {
        return "placement";
    }

    @Override
    public void run(Path scratch, Consumer<Figure> out) {
        Map<String, List<Strategy>> chains = new LinkedHashMap<>();
        chains.put("zone-instance", List.of(ZONES, INSTANCES));
        chains.put("zone-memory", List.of(ZONES, MEMORY));
        chains.put("instance-memory", List.of(INSTANCES, MEMORY));
        chains.put("zone-instance-memory", List.of(ZONES, INSTANCES, MEMORY));
        chains.put("memory", List.of(MEMORY));
        chains.put("random", List.of());
        FenzoHosts.Speed fenzo = new PlacementLoad(HOSTS, List.of()).fenzo(SINGLE, BATCHED);
        chains.forEach((name, chain) -> {
            PlacementLoad load = new PlacementLoad(HOSTS, chain);
            PlacementLoad.Speed speed = load.measured();
            String chained = "placement." + name;
            out.accept(new Figure(
                    chained + ".rate",
                    "1/s",
                    speed.perSecond(),
                    fenzo.perSecond(),
                    "Fenzo, memory, a hundred tasks a call",
                    ">= 100000/s"));
            out.accept(new Figure(
                    chained + ".p99",
                    "us",
                    speed.decisions().millis(0.99) * 1e3,
                    fenzo.single().medianMillis() * 1e3,
                    "the median of Fenzo, memory, one task a call",
                    "<= 50 us"));
            load.checkBalance();
        });
        new Packing().run(out);
    }
}
