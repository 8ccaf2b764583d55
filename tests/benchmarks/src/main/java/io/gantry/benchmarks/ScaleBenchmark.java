package io.gantry.benchmarks;

import io.gantry.benchmarks.scale.Heap;
import io.gantry.benchmarks.scale.ScaleWorld;
import io.gantry.benchmarks.scale.Spread;
import io.gantry.benchmarks.scale.Stopwatch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Five thousand hosts and a hundred thousand tasks of a thousand services in one JVM and one thread, in virtual time: how long
 * the control plane works until all services are steady, the heap of a task, how long decisions take, and whether a day of
 * churn leaves anything behind.
 */
final class ScaleBenchmark implements Benchmark {
    private static final int HOSTS = Integer.getInteger("gantry.bench.scale.hosts", 5000);
    private static final int SERVICES = Integer.getInteger("gantry.bench.scale.services", 1000);
    private static final int TASKS_EACH = 100;
    private static final int HOURS = Integer.getInteger("gantry.bench.scale.hours", 24);
    private static final Duration LIMIT = Duration.ofHours(1);

    private Times times = new Times();

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public void run(Path scratch, Consumer<Figure> out) {
        ScaleWorld world = new ScaleWorld(1, new Watch());
        fill(world, out);
        churn(world, out);
    }

    private void fill(ScaleWorld world, Consumer<Figure> out) {
        world.join(HOSTS);
        // What does not grow with the tasks, such as the decoded records that are kept and the feed, is there before.
        world.serve(SERVICES / 10, TASKS_EACH);
        Duration _ = world.awaitSteady(LIMIT);
        long before = Heap.used();
        times = new Times();
        long begin = System.nanoTime();
        world.serve(SERVICES, TASKS_EACH);
        Duration passed = world.awaitSteady(LIMIT);
        double worked = (System.nanoTime() - begin) / 1e9;
        out.accept(new Figure(
                "scale.steady", "s", worked, passed.toSeconds(), "virtual time, s", "one processor, agents included"));
        double each = (double) (Heap.used() - before) / (SERVICES * TASKS_EACH);
        out.accept(new Figure("scale.heap.task", "B", each, 1024, "the bar", "<= 1 KiB"));
        out.accept(p99("scale.decision.rollout.p99", times.decisions));
    }

    private void churn(ScaleWorld world, Consumer<Figure> out) {
        times = new Times();
        Duration half = Duration.ofHours(HOURS).dividedBy(2);
        long begin = System.nanoTime();
        world.churn(half);
        long heap = Heap.used();
        Map<String, Integer> rows = world.rows();
        world.churn(half);
        double worked = (System.nanoTime() - begin) / 1e9;
        Map<String, Integer> end = world.rows();
        out.accept(p99("scale.decision.p99", times.decisions));
        out.accept(p99("scale.launch.p99", times.launches));
        out.accept(new Figure("scale.churn", "s", worked, HOURS * 3600.0, "virtual time, s", ""));
        String before = "after half of " + HOURS + " hours";
        out.accept(new Figure(
                "scale.heap.end",
                "MB",
                Heap.used() / 1e6,
                heap / 1e6,
                before,
                "no growth: 1.00, a little for deployments"));
        rows.forEach((table, then) -> {
            if (then > 0) {
                out.accept(new Figure("scale.rows." + table, "rows", end.getOrDefault(table, 0), then, before, ""));
            }
        });
    }

    private static Figure p99(String name, Spread spread) {
        return new Figure(name, "ms", spread.millis(0.99), 1, "one millisecond", "<= 1 ms");
    }

    /** How long launches and decisions took. */
    private record Times(Spread launches, Spread decisions) {
        Times() {
            this(new Spread(), new Spread());
        }
    }

    private final class Watch implements Stopwatch {
        @Override
        public void launched(long nanos) {
            times.launches.add(nanos);
        }

        @Override
        public void decided(long nanos) {
            times.decisions.add(nanos);
        }
    }
}
