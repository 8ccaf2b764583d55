package io.gantry.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints lines of several containers, each with where it is from, in a colour of its task. */
final class LogPrinter {
    private static final String[] COLOURS = {
        "\u001b[36m", "\u001b[33m", "\u001b[32m", "\u001b[35m", "\u001b[34m", "\u001b[31m"
    };
    private static final String PLAIN = "\u001b[0m";

    private final PrintWriter out;
    private final boolean single;
    private final boolean colours;
    private final String grep;
    private final Map<String, Integer> tasks = new LinkedHashMap<>();
    private final int width;

    /** @param grep only lines that hold it */
    LogPrinter(PrintWriter out, List<LogSource> sources, String grep, boolean colours) {
        this.out = out;
        this.single = sources.size() == 1;
        this.colours = colours;
        this.grep = grep;
        this.width = sources.stream().mapToInt(one -> label(one).length()).max().orElse(0);
    }

    /**
     * A line.
     *
     * @param text without its newline
     */
    record Line(Instant at, LogSource source, String text) {}

    /** Prints lines in the order of their times. */
    void print(List<Line> lines) {
        lines.stream()
                .filter(line -> line.text().contains(grep))
                .sorted(Comparator.comparing(Line::at))
                .forEach(line -> out.println(single ? line.text() : label(line) + line.text()));
        out.flush();
    }

    private static String label(LogSource source) {
        return source.task() + " " + source.container();
    }

    private String label(Line line) {
        String label = label(line.source());
        String padded = label + " ".repeat(Math.max(0, width - label.length())) + " | ";
        int colour = tasks.computeIfAbsent(line.source().taskArn(), _ -> tasks.size()) % COLOURS.length;
        return colours ? COLOURS[colour] + padded + PLAIN : padded;
    }
}
