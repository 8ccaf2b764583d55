package io.gantry.benchmarks;

import io.gantry.placement.Demand;
import io.gantry.placement.Fleet;
import io.gantry.placement.Free;
import io.gantry.placement.Host;
import io.gantry.placement.HostKind;
import io.gantry.placement.Placement;
import io.gantry.placement.Placer;
import io.gantry.placement.Request;
import io.gantry.placement.Strategy;
import io.gantry.placement.Tally;
import io.gantry.placement.query.Parsed;
import io.gantry.placement.query.Query;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A large cluster at work: 500 services of different sizes whose tasks come and go, on hosts of 48 kinds in three zones. Each
 * task needs what its agent can do and has two constraints.
 */
final class PlacementLoad {
    private static final int SERVICES = 500;
    private static final int WARM_UP = 100_000;
    private static final int MEASURED = 200_000;
    private static final int TASKS = 90_000;
    private static final int ROUND = 1_000;
    private static final int ZONES = 3;
    private static final int TYPES = 8;
    private static final int IMAGES = 2;
    private static final String ZONE = "ecs.availability-zone";
    private static final String[] CAPABILITIES = {
        "com.amazonaws.ecs.capability.docker-remote-api.1.18",
        "com.amazonaws.ecs.capability.logging-driver.json-file",
        "ecs.capability.container-health-check",
        "ecs.capability.execution-role-awslogs"
    };

    private final SplittableRandom random = new SplittableRandom(7);
    private final List<Strategy> chain;
    private final List<Host> hosts = new ArrayList<>();
    private final List<Request> services = new ArrayList<>();
    private final ArrayDeque<Started> tasks = new ArrayDeque<>();
    private Fleet fleet;

    /** A task, its service and its host. */
    private record Started(int service, String host) {}

    PlacementLoad(int size, List<Strategy> chain) {
        this.chain = chain;
        for (int number = 0; number < size; number++) {
            hosts.add(host(number));
        }
        this.fleet = Fleet.of(hosts);
        for (int number = 0; number < SERVICES; number++) {
            services.add(service(number));
        }
    }

    private static Host host(int number) {
        int type = number / ZONES % TYPES;
        Map<String, String> attributes = new HashMap<>();
        attributes.put(ZONE, "us-east-1" + (char) ('a' + number % ZONES));
        attributes.put("ecs.instance-type", (type % 2 == 0 ? "m5." : "c5.") + (1 + type) + "xlarge");
        attributes.put("ecs.ami-id", "ami-" + number / ZONES / TYPES % IMAGES);
        attributes.put("ecs.os-type", "linux");
        for (String capability : CAPABILITIES) {
            attributes.put(capability, "");
        }
        int cpu = 4096 * (1 + type);
        Free free = Free.of(cpu, cpu * (type % 2 == 0 ? 4 : 2));
        return new Host(
                "123456789012/us-east-1/production/" + String.format(Locale.ROOT, "%032x", number * 7919L),
                new HostKind(attributes, "1.105.0"),
                "i-" + number,
                Instant.EPOCH,
                true,
                free,
                Tally.none());
    }

    private Request service(int number) {
        List<Map.Entry<String, String>> needed = new ArrayList<>();
        for (String capability : CAPABILITIES) {
            needed.add(Map.entry(capability, ""));
        }
        Demand demand = new Demand(
                128 << random.nextInt(4), 256 << random.nextInt(4), Set.of(), Set.of(), 0, 0, List.copyOf(needed));
        Query linux = query("attribute:ecs.os-type == linux");
        Query type = query(number % 2 == 0 ? "attribute:ecs.instance-type =~ m5.*" : "attribute:ecs.ami-id != ami-9");
        return new Request(1, demand, number % 10 == 0, chain, List.of(linux, type), "service:shop-" + number);
    }

    private static Query query(String text) {
        return ((Parsed.Valid) Query.parse(text)).query();
    }

    /** How long each decision took, and how many a second of processor time allows: the machine may be busy. */
    record Speed(Samples decisions, double perSecond) {}

    /** Decides again and again, and ends old tasks between. */
    Speed measured() {
        rounds(WARM_UP / ROUND);
        return rounds(MEASURED / ROUND);
    }

    private Speed rounds(int rounds) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Samples samples = new Samples();
        long processor = 0;
        for (int round = 0; round < rounds; round++) {
            while (tasks.size() + ROUND > TASKS) {
                end(tasks.removeFirst());
            }
            long begin = threads.getCurrentThreadCpuTime();
            for (int decision = 0; decision < ROUND; decision++) {
                samples.add(decide());
            }
            processor += threads.getCurrentThreadCpuTime() - begin;
        }
        return new Speed(samples, samples.count() * 1e9 / processor);
    }

    private long decide() {
        // Some services are large and most are small.
        int service = (int) Math.floor(SERVICES * random.nextDouble() * random.nextDouble());
        Request request = services.get(service);
        long begin = System.nanoTime();
        Placement placement = Placer.place(fleet, request, random);
        fleet = placement.after();
        long took = System.nanoTime() - begin;
        if (placement.assignments().isEmpty()) {
            throw new IllegalStateException("no place for a task of service " + service);
        }
        tasks.addLast(new Started(service, placement.assignments().getFirst()));
        return took;
    }

    private void end(Started task) {
        Host host = fleet.host(task.host).orElseThrow();
        Request request = services.get(task.service);
        Free free = new Free(
                host.free().cpu() + request.demand().cpu(),
                host.free().memory() + request.demand().memory(),
                0,
                host.free().interfaces(),
                Set.of(),
                Set.of());
        fleet = fleet.with(host.holding(free, host.groups().plus(request.group(), -1)));
    }

    /** Ends with an exception when a chain that begins with the zones has left a new service unbalanced. */
    void checkBalance() {
        if (chain.isEmpty() || !chain.getFirst().equals(new Strategy.SpreadAttribute(ZONE))) {
            return;
        }
        Request old = services.getFirst();
        Request fresh = new Request(100, old.demand(), false, chain, old.constraints(), "service:fresh");
        Map<String, Integer> zones = new HashMap<>();
        Placer.place(fleet, fresh, random)
                .assignments()
                .forEach(host -> zones.merge(
                        fleet.host(host).orElseThrow().kind().attributes().getOrDefault(ZONE, ""), 1, Integer::sum));
        int most = zones.values().stream().max(Integer::compare).orElseThrow();
        int least = zones.values().stream().min(Integer::compare).orElseThrow();
        if (zones.size() < ZONES || most - least > 1) {
            throw new IllegalStateException("zones are not balanced: " + zones);
        }
    }

    /**
     * The same hosts under Fenzo.
     *
     * @param single tasks that are placed one a call
     * @param batched tasks that are placed a hundred a call
     */
    FenzoHosts.Speed fenzo(int single, int batched) {
        try (FenzoHosts fenzo = new FenzoHosts(hosts)) {
            Samples samples = new Samples();
            fenzo.place(tasks(0, 10));
            for (int task = 0; task < single; task++) {
                long begin = System.nanoTime();
                fenzo.place(tasks(1_000 + task, 1));
                samples.add(System.nanoTime() - begin);
            }
            long begin = System.nanoTime();
            for (int task = 0; task < batched; task += 100) {
                fenzo.place(tasks(10_000 + task, 100));
            }
            return new FenzoHosts.Speed(samples, batched * 1e9 / (System.nanoTime() - begin));
        }
    }

    private List<FenzoHosts.Task> tasks(int from, int count) {
        List<FenzoHosts.Task> some = new ArrayList<>();
        for (int task = from; task < from + count; task++) {
            Request service = services.get(random.nextInt(SERVICES));
            some.add(new FenzoHosts.Task("task-" + task, service.group(), service.demand()));
        }
        return some;
    }
}
