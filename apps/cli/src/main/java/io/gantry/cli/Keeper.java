package io.gantry.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the launcher's keeper leaves of one process in the home. A keeper ends with its process when a new start would not
 * mend what is wrong, a setting for example: its mark goes, and the process's number stays.
 *
 * @param home what Gantry keeps on this machine
 * @param process {@code server} or {@code node}
 */
record Keeper(Path home, String process) {
    private static final int LINES = 5;

    /** The end of what the process printed, once it has ended for good; empty while it runs or is started again. */
    Optional<String> lastWords() {
        Path run = home.resolve("run");
        if (!Files.exists(run.resolve(process + ".pid")) || Files.exists(run.resolve(process + ".keeper"))) {
            return Optional.empty();
        }
        Path printed = home.resolve("logs").resolve(process + ".out");
        try {
            List<String> lines = Files.exists(printed) ? Files.readAllLines(printed) : List.of();
            return Optional.of(String.join(
                    System.lineSeparator(), lines.subList(Math.max(0, lines.size() - LINES), lines.size())));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
