package io.gantry.agent.node.telemetry;

import io.gantry.agent.node.telemetry.Measurement.Traffic;
import io.gantry.agent.protocol.TcsMessage.ContainerMetric;
import io.gantry.agent.protocol.TcsMessage.CounterStats;
import io.gantry.agent.protocol.TcsMessage.NetworkStats;
import io.gantry.agent.protocol.TcsMessage.RestartStats;
import io.gantry.agent.protocol.TcsMessage.StatsSet;
import io.gantry.agent.protocol.TcsMessage.StorageStats;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToLongFunction;

/**
 * The samples of one container in one period, and the last one before it, from which the first difference is taken
 * (agent-protocol.md 9.3).
 */
public record Period(Optional<Measurement> before, List<Measurement> samples) {
    private static final double MIB = 1 << 20;
    private static final double NANOS = 1e9;

    public static final Period EMPTY = new Period(Optional.empty(), List.of());

    public Period {
        samples = List.copyOf(samples);
    }

    /** With one more sample; a sample whose counters went back (a restarted container) begins anew. */
    public Period plus(Measurement sample) {
        Optional<Measurement> last = samples.isEmpty() ? before : Optional.of(samples.getLast());
        if (last.map(l -> l.cpuNanos() > sample.cpuNanos()).orElse(false)) {
            return new Period(Optional.empty(), List.of(sample));
        }
        List<Measurement> more = new ArrayList<>(samples);
        more.add(sample);
        return new Period(before, more);
    }

    /** The next period, which begins with this one's last sample. */
    public Period next() {
        return new Period(samples.isEmpty() ? before : Optional.of(samples.getLast()), List.of());
    }

    /** What is published of this period; empty without samples. */
    public Optional<ContainerMetric> metric(String container, Optional<Integer> restarts) {
        if (samples.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ContainerMetric(
                container,
                differences(Period::cpuPercent),
                set(samples.stream().map(s -> s.memoryBytes() / MIB).toList()),
                network(),
                Optional.of(new StorageStats(counter(Measurement::readBytes), counter(Measurement::writtenBytes))),
                restarts.map(RestartStats::new)));
    }

    /** Percent of the whole host: 100 is all cores busy. */
    private static double cpuPercent(Measurement from, Measurement to) {
        double host = to.hostCpuNanos() - from.hostCpuNanos();
        return host <= 0 ? 0 : Math.max(0, 100.0 * (to.cpuNanos() - from.cpuNanos()) / host);
    }

    private Optional<NetworkStats> network() {
        if (samples.getLast().network().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new NetworkStats(
                traffic(Traffic::rxBytes),
                traffic(Traffic::rxPackets),
                traffic(Traffic::rxErrors),
                traffic(Traffic::rxDropped),
                traffic(Traffic::txBytes),
                traffic(Traffic::txPackets),
                traffic(Traffic::txErrors),
                traffic(Traffic::txDropped),
                differences((from, to) -> rate(from, to, Traffic::rxBytes)),
                differences((from, to) -> rate(from, to, Traffic::txBytes))));
    }

    private static double rate(Measurement from, Measurement to, ToLongFunction<Traffic> counter) {
        double seconds = (to.readAt() - from.readAt()) / NANOS;
        double bytes = (double) count(to, counter) - count(from, counter);
        return seconds <= 0 ? 0 : Math.max(0, bytes / seconds);
    }

    private CounterStats traffic(ToLongFunction<Traffic> counter) {
        return counter(sample -> count(sample, counter));
    }

    private static long count(Measurement sample, ToLongFunction<Traffic> counter) {
        return sample.network().map(counter::applyAsLong).orElse(0L);
    }

    private CounterStats counter(ToLongFunction<Measurement> value) {
        long min = samples.stream().mapToLong(value).min().orElse(0);
        long max = samples.stream().mapToLong(value).max().orElse(0);
        return new CounterStats(min, max, samples.stream().mapToLong(value).sum(), samples.size(), 0, 0, 0);
    }

    private Optional<StatsSet> differences(ToDoubleBiFunction<Measurement, Measurement> of) {
        List<Double> values = new ArrayList<>();
        Optional<Measurement> last = before;
        for (Measurement sample : samples) {
            last.ifPresent(from -> values.add(of.applyAsDouble(from, sample)));
            last = Optional.of(sample);
        }
        return set(values);
    }

    private static Optional<StatsSet> set(List<Double> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        double min = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        double max = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double sum = values.stream().mapToDouble(Double::doubleValue).sum();
        return Optional.of(new StatsSet(min, max, values.size(), sum));
    }
}
