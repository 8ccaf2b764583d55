package io.gantry.benchmarks;

import java.util.Locale;

/**
 * One measured figure beside its baseline.
 *
 * @param name short and stable, for example {@code launch.running.p50}
 * @param unit of both values, for example {@code ms} or {@code req/s}
 * @param value ours
 * @param baseline of what it is compared with
 * @param against what that is
 * @param bar what we want to reach, for people; empty when there is none
 */
public record Figure(String name, String unit, double value, double baseline, String against, String bar) {
    /** Ours over the baseline. */
    public double ratio() {
        return value / baseline;
    }

    /** One line. */
    public String line() {
        String goal = bar.isEmpty() ? "" : "  (bar: " + bar + ")";
        return String.format(
                Locale.ROOT,
                "%-34s %10.2f %-6s ratio %7.3f to %s %.2f%s",
                name,
                value,
                unit,
                ratio(),
                against,
                baseline,
                goal);
    }
}
