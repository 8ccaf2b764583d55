package io.gantry.placement;

import io.gantry.placement.query.Parsed;
import io.gantry.placement.query.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Hosts and requests at random, with few values of everything, so that much of it collides. */
final class RandomCluster {
    static final List<String> GROUPS = List.of("db", "family:batch", "service:web", "web");

    private static final List<Strategy> STRATEGIES = List.of(
            new Strategy.BinpackCpu(),
            new Strategy.BinpackMemory(),
            new Strategy.SpreadHosts(),
            new Strategy.SpreadAttribute("zone"),
            new Strategy.SpreadAttribute("rack"),
            new Strategy.Random());

    private static final List<Query> CONSTRAINTS = queries(
            "attribute:zone == z1",
            "attribute:zone != z1",
            "attribute:zone exists and attribute:rack in [r0, r2]",
            "attribute:zone =~ z. or agentConnected == false",
            "agentVersion >= 1.10.0",
            "ec2InstanceId == i-1",
            "registeredAt > 2020-01-01T00:00:00+00:00",
            "runningTasksCount < 2",
            "task:group == db",
            "not(task:group == db)",
            "task:group == web",
            "not(task:group == web)");

    private final RandomGenerator random;
    private final int kinds;

    /** @param kinds of how many kinds the hosts are, at most */
    RandomCluster(RandomGenerator random, int kinds) {
        this.random = random;
        this.kinds = kinds;
    }

    static RandomGenerator random(int seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static List<Query> queries(String... texts) {
        List<Query> queries = new ArrayList<>();
        for (String text : texts) {
            queries.add(((Parsed.Valid) Query.parse(text)).query());
        }
        return queries;
    }

    private boolean chance(int oneOf) {
        return random.nextInt(oneOf) == 0;
    }

    List<Host> hosts(int count) {
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            hosts.add(host("host-" + i));
        }
        return hosts;
    }

    Host host(String id) {
        Free free = new Free(
                random.nextInt(8) * 100 - 50,
                random.nextInt(8) * 100 - 50,
                random.nextInt(3),
                chance(2) ? Integer.MAX_VALUE : random.nextInt(3),
                ports(),
                ports());
        Tally groups = Tally.none();
        for (String group : GROUPS) {
            groups = groups.plus(group, chance(2) ? 0 : random.nextInt(3));
        }
        return new Host(
                id,
                kind(),
                chance(3) ? "" : "i-" + random.nextInt(3),
                chance(2) ? Instant.EPOCH : Instant.parse("2026-01-01T00:00:00Z"),
                !chance(6),
                free,
                groups);
    }

    private HostKind kind() {
        int kind = random.nextInt(kinds);
        Map<String, String> attributes = new HashMap<>();
        if (kind % 4 > 0) {
            attributes.put("zone", "z" + kind % 4 % 3);
        }
        if (kind / 4 % 3 > 0) {
            attributes.put("rack", "r" + kind / 4 % 3);
        }
        return new HostKind(attributes, kind % 2 == 0 ? "1.9.0" : "1.10.0");
    }

    private Set<Integer> ports() {
        Set<Integer> ports = new HashSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            ports.add(80 + random.nextInt(3));
        }
        return ports;
    }

    Request request(int most) {
        Demand demand = new Demand(
                random.nextInt(3) * 100,
                random.nextInt(3) * 100,
                chance(4) ? ports() : Set.of(),
                chance(4) ? ports() : Set.of(),
                chance(6) ? 1 : 0,
                chance(6) ? 1 : 0,
                chance(3) ? List.of(Map.entry("zone", random.nextBoolean() ? "" : "z1")) : List.of());
        List<Strategy> chain = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            chain.add(STRATEGIES.get(random.nextInt(STRATEGIES.size())));
        }
        List<Query> constraints = new ArrayList<>();
        for (Query query : CONSTRAINTS) {
            if (chance(16)) {
                constraints.add(query);
            }
        }
        String group = GROUPS.get(random.nextInt(GROUPS.size()));
        return new Request(random.nextInt(most + 1), demand, chance(5), chain, constraints, group);
    }
}
