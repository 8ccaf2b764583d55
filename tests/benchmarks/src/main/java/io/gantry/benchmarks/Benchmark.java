package io.gantry.benchmarks;

import java.nio.file.Path;
import java.util.function.Consumer;

/** One benchmark. */
public interface Benchmark {
    /** Its name on the command line. */
    String name();

    /**
     * Measures.
     *
     * @param scratch an empty directory of its own
     * @param out takes each figure as soon as it is known
     * @throws Exception when it cannot be measured
     */
    void run(Path scratch, Consumer<Figure> out) throws Exception;
}
