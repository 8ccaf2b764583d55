package io.gantry.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How the output of several containers is shown. */
final class LogsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T05:00:00Z");
    private static final LogSource WEB =
            new LogSource("arn:aws:ecs:r:1:task/c/0123456789abcdef", "web", Optional.empty());
    private static final LogSource SIDE = new LogSource("arn:aws:ecs:r:1:task/c/fedcba98", "sidecar", Optional.empty());

    private static LogPrinter.Line line(int second, LogSource source, String text) {
        return new LogPrinter.Line(NOW.plusSeconds(second), source, text);
    }

    private static String printed(List<LogSource> sources, String grep, boolean colours, LogPrinter.Line... lines) {
        StringWriter out = new StringWriter();
        new LogPrinter(new PrintWriter(out), sources, grep, colours).print(List.of(lines));
        return out.toString();
    }

    @Test
    void linesOfSeveralAreMergedByTimeAndSayWhereTheyAreFrom() {
        assertThat(printed(
                        List.of(WEB, SIDE),
                        "",
                        false,
                        line(2, WEB, "second"),
                        line(1, SIDE, "first"),
                        line(3, WEB, "x")))
                .isEqualTo("""
                        fedcba98 sidecar | first
                        01234567 web     | second
                        01234567 web     | x
                        """);
    }

    @Test
    void linesOfOneAreShownAsTheyAre() {
        assertThat(printed(List.of(WEB), "ee", false, line(1, WEB, "needle? no"), line(2, WEB, "other")))
                .isEqualTo("needle? no\n");
    }

    @Test
    void eachTaskHasAColour() {
        String shown = printed(List.of(WEB, SIDE), "", true, line(1, WEB, "a"), line(2, SIDE, "b"), line(3, WEB, "c"));
        List<String> colours = shown.lines().map(text -> text.substring(0, 5)).toList();
        assertThat(colours.get(0)).isEqualTo(colours.get(2)).isNotEqualTo(colours.get(1));
        assertThat(shown).contains("web     | \u001b[0ma\n");
    }

    @Test
    void sinceIsATimeAgoOrAMoment() {
        assertThat(Logs.moment("90s", NOW)).isEqualTo("2026-11-22T04:58:30Z");
        assertThat(Logs.moment("2H", NOW)).isEqualTo("2026-11-22T03:00:00Z");
        assertThat(Logs.moment("1d", NOW)).isEqualTo("2026-11-21T05:00:00Z");
        assertThat(Logs.moment("2026-11-22T04:00:00Z", NOW)).isEqualTo("2026-11-22T04:00:00Z");
        assertThatThrownBy(() -> Logs.moment("yesterday", NOW))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("--since yesterday");
    }
}
