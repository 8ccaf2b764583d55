package io.gantry.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The benchmarks' command line: {@code Benchmarks [name]}; without a name, all of them. One line a figure. */
public final class Benchmarks {
    private static final List<Benchmark> ALL = List.of(
            new LaunchBenchmark(),
            new AwsvpcBenchmark(),
            new RulesBenchmark(),
            new ServiceBenchmark(),
            new ApiBenchmark(),
            new StartupBenchmark(),
            new RecoveryBenchmark(),
            new StoreBenchmark(),
            new LogsBenchmark(),
            new HeapBenchmark(),
            new ScaleBenchmark(),
            new PlacementBenchmark(),
            new PolicyBenchmark());

    private Benchmarks() {}

    /** Runs. Ends with 2 for a name that is none. */
    public static void main(String[] arguments) throws Exception {
        List<Benchmark> chosen = arguments.length == 0
                ? ALL
                : ALL.stream()
                        .filter(one -> List.of(arguments).contains(one.name()))
                        .toList();
        if (chosen.size() < Math.max(1, arguments.length)) {
            System.err.println("Benchmarks are: "
                    + String.join(", ", ALL.stream().map(Benchmark::name).toList()));
            System.exit(2);
        }
        for (Benchmark benchmark : chosen) {
            System.err.println("Measuring " + benchmark.name() + " ...");
            Path scratch = Files.createTempDirectory("gantry-bench-" + benchmark.name() + "-");
            try {
                benchmark.run(scratch, figure -> System.out.println(figure.line()));
            } finally {
                delete(scratch);
            }
        }
        System.exit(0);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException kept) {
                    throw new UncheckedIOException(kept);
                }
            });
        }
    }
}
