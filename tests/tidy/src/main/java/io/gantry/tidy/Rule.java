package io.gantry.tidy;

import java.util.List;

/** One rule about a single source file. */
@FunctionalInterface
public interface Rule {
    /** Every breach in {@code source}, in the order of the file. */
    List<Violation> check(Source source);
}
