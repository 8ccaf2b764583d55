package io.gantry.wire.sigv4;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Dates as signatures write them: {@code 20150830T123600Z}. By hand, for each request holds one. */
final class AmzDate {
    private static final int LENGTH = 16;

    private AmzDate() {}

    static Optional<Instant> parse(String text) {
        if (text.length() != LENGTH || text.charAt(8) != 'T' || text.charAt(15) != 'Z') {
            return Optional.empty();
        }
        for (int i = 0; i < 15; i++) {
            if (i != 8 && (text.charAt(i) < '0' || text.charAt(i) > '9')) {
                return Optional.empty();
            }
        }
        try {
            return Optional.of(LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 4, 6),
                            number(text, 6, 8),
                            number(text, 9, 11),
                            number(text, 11, 13),
                            number(text, 13, 15))
                    .toInstant(ZoneOffset.UTC));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    static String format(Instant instant) {
        LocalDateTime at = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        StringBuilder out = new StringBuilder(LENGTH);
        padded(out, at.getYear(), 4);
        padded(out, at.getMonthValue(), 2);
        padded(out, at.getDayOfMonth(), 2);
        out.append('T');
        padded(out, at.getHour(), 2);
        padded(out, at.getMinute(), 2);
        padded(out, at.getSecond(), 2);
        return out.append('Z').toString();
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + (text.charAt(i) - '0');
        }
        return number;
    }

    private static void padded(StringBuilder out, int number, int digits) {
        String text = Integer.toString(number);
        out.repeat('0', Math.max(0, digits - text.length())).append(text);
    }
}
