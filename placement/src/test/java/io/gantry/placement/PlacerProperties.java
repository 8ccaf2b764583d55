package io.gantry.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.gantry.placement.query.Facts;
import io.gantry.placement.query.Parsed;
import io.gantry.placement.query.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Small random clusters against the plainest possible reckoning. */
final class PlacerProperties {
    private static final List<Strategy> STRATEGIES = List.of(
            new Strategy.BinpackCpu(),
            new Strategy.BinpackMemory(),
            new Strategy.SpreadHosts(),
            new Strategy.SpreadAttribute("zone"),
            new Strategy.Random());

    private static final int MANY = 1_000;

    private static final List<Set<String>> GROUPS = List.of(Set.of(), Set.of("web"), Set.of("db"), Set.of("db", "web"));

    /** Constraints, and how many copies of a task of the group web a host may take under each. */
    private static final Map<String, ToIntFunction<Candidate>> CONSTRAINTS = Map.of(
            "attribute:zone == z1", host -> when(zone(host).equals("z1")),
            "attribute:zone != z1", host -> when(!zone(host).equals("z1")),
            "attribute:zone exists and attribute:zone in [z0, z2]",
                    host -> when(zone(host).equals("z0")),
            "attribute:zone =~ z. or agentConnected == false",
                    host -> when(!zone(host).equals("none")),
            "task:group == db", host -> when(host.facts().taskGroups().contains("db")),
            "not(task:group == db)", host -> when(!host.facts().taskGroups().contains("db")),
            "task:group == web", host -> when(host.facts().taskGroups().contains("web")),
            "not(task:group == web)", host -> host.facts().taskGroups().contains("web") ? 0 : 1);

    static IntStream seeds() {
        return IntStream.range(0, 2000);
    }

    private static RandomGenerator random(int seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void placesAsManyAsFitWhereTheChainPrefers(int seed) {
        RandomGenerator random = random(seed);
        List<Candidate> hosts = hosts(random);
        Request request = request(random);
        Placement placement = Placer.place(hosts, request, random);

        int most = hosts.stream().mapToInt(host -> copiesThatFit(host, request)).sum();
        assertThat(placement.assignments()).hasSize(Math.min(most, request.count()));
        assertThat(placement.refusals()).hasSize(most >= request.count() ? 0 : hosts.size());

        Map<String, Integer> placed = new HashMap<>();
        for (String chosen : placement.assignments()) {
            List<Candidate> open = hosts.stream()
                    .filter(host -> placed.getOrDefault(host.id(), 0) < copiesThatFit(host, request))
                    .toList();
            List<Integer> best = open.stream()
                    .map(host -> measures(host, hosts, placed, request))
                    .min(PlacerProperties::compare)
                    .orElseThrow();
            Candidate host = open.stream()
                    .filter(each -> each.id().equals(chosen))
                    .findFirst()
                    .orElseThrow();
            assertThat(measures(host, hosts, placed, request)).isEqualTo(best);
            placed.merge(chosen, 1, Integer::sum);
        }
    }

    private static int copiesThatFit(Candidate host, Request request) {
        Demand demand = request.demand();
        boolean attributes = demand.attributes().stream()
                .allMatch(needed -> host.attributes().containsKey(needed.getKey())
                        && (needed.getValue().isEmpty()
                                || needed.getValue().equals(host.attributes().get(needed.getKey()))));
        boolean ports =
                demand.tcpPorts().stream().noneMatch(port -> host.usedTcpPorts().contains(port))
                        && demand.udpPorts().stream()
                                .noneMatch(port -> host.usedUdpPorts().contains(port));
        if (!host.connected() || !attributes || !ports) {
            return 0;
        }
        int copies = Integer.MAX_VALUE / 100;
        if (demand.cpu() > 0) {
            copies = Math.min(copies, Math.max(0, host.freeCpu()) / demand.cpu());
        }
        if (demand.memory() > 0) {
            copies = Math.min(copies, Math.max(0, host.freeMemory()) / demand.memory());
        }
        if (!demand.tcpPorts().isEmpty() || !demand.udpPorts().isEmpty()) {
            copies = Math.min(copies, 1);
        }
        if (request.distinctHosts()) {
            copies = Math.min(copies, host.groupTasks() > 0 ? 0 : 1);
        }
        for (Query constraint : request.constraints()) {
            copies = Math.min(copies, most(constraint).applyAsInt(host));
        }
        return copies;
    }

    private static ToIntFunction<Candidate> most(Query constraint) {
        return Optional.ofNullable(CONSTRAINTS.get(constraint.text())).orElseThrow();
    }

    private static int when(boolean allowed) {
        return allowed ? MANY : 0;
    }

    private static String zone(Candidate host) {
        return host.attributes().getOrDefault("zone", "none");
    }

    /** What the chain compares, up to the first link that leaves everything to chance. */
    private static List<Integer> measures(
            Candidate host, List<Candidate> hosts, Map<String, Integer> placed, Request request) {
        List<Integer> measures = new ArrayList<>();
        for (Strategy strategy : request.strategies()) {
            switch (strategy) {
                case Strategy.Random _ -> {
                    return measures;
                }
                case Strategy.BinpackCpu _ ->
                    measures.add(host.freeCpu()
                            - placed.getOrDefault(host.id(), 0)
                                    * request.demand().cpu());
                case Strategy.BinpackMemory _ ->
                    measures.add(host.freeMemory()
                            - placed.getOrDefault(host.id(), 0)
                                    * request.demand().memory());
                case Strategy.SpreadHosts _ -> measures.add(host.groupTasks() + placed.getOrDefault(host.id(), 0));
                case Strategy.SpreadAttribute spread ->
                    measures.add(hosts.stream()
                            .filter(other -> value(other, spread).equals(value(host, spread)))
                            .mapToInt(other -> other.groupTasks() + placed.getOrDefault(other.id(), 0))
                            .sum());
            }
        }
        return measures;
    }

    private static String value(Candidate host, Strategy.SpreadAttribute spread) {
        return host.attributes().getOrDefault(spread.attribute(), "");
    }

    private static int compare(List<Integer> one, List<Integer> other) {
        for (int i = 0; i < one.size(); i++) {
            int order = Integer.compare(one.get(i), other.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static List<Candidate> hosts(RandomGenerator random) {
        return IntStream.range(0, random.nextInt(5))
                .mapToObj(i -> new Candidate(
                        "host-" + i,
                        new Facts(
                                random.nextInt(6) > 0,
                                "",
                                random.nextInt(4) == 0 ? Map.of() : Map.of("zone", "z" + random.nextInt(2)),
                                "",
                                Instant.EPOCH,
                                0,
                                GROUPS.get(random.nextInt(GROUPS.size()))),
                        random.nextInt(6) * 100 - 50,
                        random.nextInt(6) * 100,
                        ports(random),
                        ports(random),
                        0,
                        random.nextInt(3)))
                .toList();
    }

    private static Set<Integer> ports(RandomGenerator random) {
        Set<Integer> ports = new HashSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            ports.add(80 + random.nextInt(3));
        }
        return ports;
    }

    private static Request request(RandomGenerator random) {
        Demand demand = new Demand(
                random.nextInt(3) * 100,
                random.nextInt(3) * 100,
                random.nextInt(3) == 0 ? ports(random) : Set.of(),
                random.nextInt(3) == 0 ? ports(random) : Set.of(),
                0,
                random.nextInt(3) == 0 ? List.of(Map.entry("zone", random.nextBoolean() ? "" : "z1")) : List.of());
        List<Strategy> chain = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            chain.add(STRATEGIES.get(random.nextInt(STRATEGIES.size())));
        }
        List<Query> constraints = new ArrayList<>();
        for (String text : CONSTRAINTS.keySet()) {
            if (random.nextInt(8) == 0) {
                constraints.add(((Parsed.Valid) Query.parse(text)).query());
            }
        }
        return new Request(random.nextInt(11), demand, random.nextInt(4) == 0, chain, constraints, "web");
    }
}
