package io.gantry.logs.port;

import java.util.Comparator;
import java.util.Optional;

/**
 * Where an event stands in its group: by its time, and among those of one time in the order in which they came. Unique in the
 * group, and the same for ever.
 *
 * @param timestamp when it happened, in milliseconds since 1970
 * @param sequence the how many-th event of the group it is
 */
public record Place(long timestamp, long sequence) implements Comparable<Place> {
    private static final int TIME_DIGITS = 20;
    private static final int DIGITS = 56;
    private static final Comparator<Place> ORDER =
            Comparator.comparingLong(Place::timestamp).thenComparingLong(Place::sequence);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    /** In 56 digits, as AWS writes event ids: sorted as text they are in the order of the events. */
    public String text() {
        String time = Long.toString(timestamp);
        String count = Long.toString(sequence);
        return "0".repeat(TIME_DIGITS - time.length())
                + time
                + "0".repeat(DIGITS - TIME_DIGITS - count.length())
                + count;
    }

    /** The place that {@link #text} wrote; empty for anything else. */
    public static Optional<Place> parse(String text) {
        if (text.length() != DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Place(
                    Long.parseLong(text.substring(0, TIME_DIGITS)), Long.parseLong(text.substring(TIME_DIGITS))));
        } catch (NumberFormatException tooGreat) {
            return Optional.empty();
        }
    }
}
