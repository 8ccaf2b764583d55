package io.gantry.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * How many hosts of one size the tasks of real clusters need, placed in the order in which they came, beside Fenzo, which
 * packs by memory too, and first-fit-decreasing, which knows all of them before it begins.
 */
final class Packing {
    /** One size of hosts: the most frequent of the openb cluster, and r3.8xlarge, on which Titus ran. */
    private static final Free OPENB_HOST = new Free(96 * 1024, 393_216, 8, Integer.MAX_VALUE, Set.of(), Set.of());

    private static final Free TITUS_HOST = Free.of(32 * 1024, 244_000);

    void run(Consumer<Figure> out) {
        trace("openb", "openb_tasks.csv", OPENB_HOST, out);
        trace("titus", "titus_tasks.csv", TITUS_HOST, out);
    }

    private static void trace(String name, String file, Free size, Consumer<Figure> out) {
        List<Demand> tasks = read(file).stream()
                .filter(task ->
                        task.cpu() <= size.cpu() && task.memory() <= size.memory() && task.gpus() <= size.gpus())
                .toList();
        List<Host> hosts = new ArrayList<>();
        for (int number = 0; number < tasks.size() / 2; number++) {
            hosts.add(new Host(
                    "host-" + number, new HostKind(Map.of(), ""), "", Instant.EPOCH, true, size, Tally.none()));
        }
        int fenzo = fenzo(hosts, tasks);
        int firstFit = firstFitDecreasing(size, tasks);
        String best = "the better of Fenzo (" + fenzo + ") and first-fit-decreasing (" + firstFit + ")";
        int least = Math.min(fenzo, firstFit);
        for (Strategy packing : List.of(new Strategy.BinpackCpu(), new Strategy.BinpackMemory())) {
            String by = packing instanceof Strategy.BinpackCpu ? "cpu" : "memory";
            String figure = "placement.packing." + name + "." + by;
            out.accept(new Figure(figure, "hosts", ours(hosts, tasks, packing), least, best, "<= 1.02 x"));
        }
    }

    private static int ours(List<Host> hosts, List<Demand> tasks, Strategy packing) {
        Fleet fleet = Fleet.of(hosts);
        Set<String> used = new HashSet<>();
        for (Demand task : tasks) {
            Request one = new Request(1, task, false, List.of(packing));
            Placement placement = Placer.place(fleet, one, new SplittableRandom(7));
            used.add(placement.assignments().getFirst());
            fleet = placement.after();
        }
        return used.size();
    }

    private static int fenzo(List<Host> hosts, List<Demand> tasks) {
        try (FenzoHosts fenzo = new FenzoHosts(hosts)) {
            Set<String> used = new HashSet<>();
            int placed = 0;
            for (int from = 0; from < tasks.size(); from += 100) {
                List<FenzoHosts.Task> batch = new ArrayList<>();
                for (int task = from; task < Math.min(tasks.size(), from + 100); task++) {
                    batch.add(new FenzoHosts.Task("task-" + task, "all", tasks.get(task)));
                }
                Map<String, String> places = fenzo.place(batch);
                placed += places.size();
                used.addAll(places.values());
            }
            if (placed < tasks.size()) {
                throw new IllegalStateException("Fenzo placed " + placed + " of " + tasks.size());
            }
            return used.size();
        }
    }

    private static int firstFitDecreasing(Free size, List<Demand> tasks) {
        List<int[]> hosts = new ArrayList<>();
        tasks.stream()
                .sorted(Comparator.comparingInt(Demand::gpus)
                        .thenComparingInt(Demand::cpu)
                        .thenComparingInt(Demand::memory)
                        .reversed())
                .forEach(task -> {
                    int[] host = hosts.stream()
                            .filter(free -> free[0] >= task.cpu() && free[1] >= task.memory() && free[2] >= task.gpus())
                            .findFirst()
                            .orElseGet(() -> {
                                hosts.add(new int[] {size.cpu(), size.memory(), size.gpus()});
                                return hosts.getLast();
                            });
                    host[0] -= task.cpu();
                    host[1] -= task.memory();
                    host[2] -= task.gpus();
                });
        return hosts.size();
    }

    /** Lines of CPU units, MiB and GPUs after the lines of the licence. */
    private static List<Demand> read(String file) {
        try (InputStream stream = Objects.requireNonNull(Packing.class.getResourceAsStream(file));
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(",", -1))
                    .map(part -> new Demand(
                            Integer.parseInt(part[0]),
                            Integer.parseInt(part[1]),
                            Set.of(),
                            Set.of(),
                            Integer.parseInt(part[2]),
                            0,
                            List.of()))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
