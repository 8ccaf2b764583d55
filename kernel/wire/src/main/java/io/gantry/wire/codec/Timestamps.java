package io.gantry.wire.codec;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The ways in which AWS writes an instant.
 *
 * @see <a href="https://smithy.io/2.0/spec/protocol-traits.html#timestampformat-trait">Smithy: timestampFormat</a>
 */
final class Timestamps {
    private static final DateTimeFormatter RFC_822 = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** Years 0 to 9999: what every format can write. */
    private static final long FIRST_SECOND = -62_167_219_200L;

    private static final long LAST_SECOND = 253_402_300_799L;

    private Timestamps() {}

    static BigDecimal epochSeconds(Instant instant) {
        long millis = instant.toEpochMilli();
        return millis % 1000 == 0 ? BigDecimal.valueOf(millis / 1000) : BigDecimal.valueOf(millis, 3);
    }

    static String iso8601(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(Instant.ofEpochMilli(instant.toEpochMilli()));
    }

    static String rfc822(Instant instant) {
        return RFC_822.format(instant);
    }

    static Instant ofEpochSeconds(BigDecimal seconds) {
        if (seconds.precision() - seconds.scale() > 13) {
            throw new MalformedInput("a timestamp is out of range");
        }
        long whole = seconds.setScale(0, RoundingMode.FLOOR).longValueExact();
        if (whole < FIRST_SECOND || whole > LAST_SECOND) {
            throw new MalformedInput("a timestamp is out of range");
        }
        long nanos = seconds.subtract(BigDecimal.valueOf(whole))
                .movePointRight(9)
                .setScale(0, RoundingMode.DOWN)
                .longValueExact();
        return Instant.ofEpochSecond(whole, nanos);
    }

    /** Reads any of the text forms: ISO 8601, RFC 822, or seconds. */
    static Instant parse(String text) {
        if (text.isEmpty()) {
            throw new MalformedInput("a timestamp is empty");
        }
        char last = text.charAt(text.length() - 1);
        try {
            if (Character.isLetter(text.charAt(0))) {
                return Instant.from(RFC_822.parse(text));
            }
            if (last == 'Z' || text.indexOf(':') > 0) {
                return OffsetDateTime.parse(text).toInstant();
            }
            return ofEpochSeconds(number(text));
        } catch (DateTimeException | ArithmeticException unreadable) {
            throw new MalformedInput("not a timestamp: " + Shown.of(text));
        }
    }

    /** A number written as text; its length is bounded, so that its arithmetic is. */
    static BigDecimal number(String text) {
        try {
            if (text.length() <= 40) {
                BigDecimal number = new BigDecimal(text);
                if (Math.abs((long) number.scale()) <= 400) {
                    return number;
                }
            }
        } catch (NumberFormatException notOne) {
            // Falls through to the one refusal below.
        }
        throw new MalformedInput("not a number: " + Shown.of(text));
    }
}
