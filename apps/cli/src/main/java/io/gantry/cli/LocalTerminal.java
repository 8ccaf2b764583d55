package io.gantry.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The terminal that a person sits at, by the program {@code stty}: while this is open every key goes to whoever reads, and
 * nothing is echoed.
 *
 * @param before how it was set, in {@code stty}'s own words
 */
record LocalTerminal(String before) implements AutoCloseable {
    private static final File DEVICE = new File("/dev/tty");

    /** Columns and rows, in characters. */
    record Size(int columns, int rows) {}

    /** The terminal, in raw mode; empty when input or output is none. */
    static Optional<LocalTerminal> open() {
        if (!isTerminal(0) || !isTerminal(1)) {
            return Optional.empty();
        }
        return stty("-g").map(settings -> {
            Optional<String> _ = stty("raw", "-echo");
            return new LocalTerminal(settings.strip());
        });
    }

    /** Its size now; empty when it is not known. */
    Optional<Size> size() {
        return stty("size")
                .map(text -> text.strip().split(" ", 2))
                .filter(parts -> parts.length == 2 && parts[0].matches("\\d{1,5}") && parts[1].matches("\\d{1,5}"))
                .map(parts -> new Size(Integer.parseInt(parts[1]), Integer.parseInt(parts[0])));
    }

    /** As it was before. */
    @Override
    public void close() {
        Optional<String> _ = stty(before);
    }

    private static boolean isTerminal(int descriptor) {
        try {
            return new ProcessBuilder("test", "-t", Integer.toString(descriptor))
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noProgram) {
            return false;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What {@code stty} printed; empty when it failed. */
    private static Optional<String> stty(String... arguments) {
        List<String> words = new ArrayList<>(List.of("stty"));
        words.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(words).redirectInput(DEVICE).start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Optional.of(printed) : Optional.empty();
        } catch (IOException noProgram) {
            throw new UncheckedIOException(noProgram);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
