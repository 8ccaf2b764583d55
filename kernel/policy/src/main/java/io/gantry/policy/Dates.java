package io.gantry.policy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Points in time as policies write them: the W3C's profile of ISO 8601, whose later parts may be left out, or seconds since
 * 1970.
 *
 * @see <a href="https://www.w3.org/TR/NOTE-datetime">W3C: date and time formats</a>
 */
final class Dates {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,18}");
    private static final Pattern ISO =
            Pattern.compile("(\\d{4})-(\\d\\d)(?:-(\\d\\d)(?:[Tt](\\d\\d):(\\d\\d)(?::(\\d\\d)"
                    + "(?:\\.(\\d{1,9}))?)?([Zz]|[+-]\\d\\d:?\\d\\d)?)?)?");

    private Dates() {}

    static Optional<Instant> parse(String text) {
        try {
            if (SECONDS.matcher(text).matches()) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            Matcher iso = ISO.matcher(text);
            return iso.matches() ? Optional.of(instant(iso)) : Optional.empty();
        } catch (DateTimeException outOfRange) {
            return Optional.empty();
        }
    }

    private static Instant instant(Matcher iso) {
        String fraction = iso.group(7) == null ? "" : iso.group(7);
        String zone = iso.group(8);
        return LocalDateTime.of(
                        number(iso, 1, 0),
                        number(iso, 2, 1),
                        number(iso, 3, 1),
                        number(iso, 4, 0),
                        number(iso, 5, 0),
                        number(iso, 6, 0),
                        Integer.parseInt((fraction + "000000000").substring(0, 9)))
                .toInstant(zone == null || zone.equalsIgnoreCase("Z") ? ZoneOffset.UTC : ZoneOffset.of(zone));
    }

    private static int number(Matcher iso, int group, int otherwise) {
        String digits = iso.group(group);
        return digits == null ? otherwise : Integer.parseInt(digits);
    }
}
