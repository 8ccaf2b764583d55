package io.gantry.ec2.cidr;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/**
 * An IPv4 address.
 *
 * @param value from 0 to 2<sup>32</sup>-1
 */
public record Ipv4(long value) implements Comparable<Ipv4> {
    private static final int PARTS = 4;
    private static final int BITS_OF_A_PART = 8;
    private static final int MOST_OF_A_PART = 255;
    private static final int DIGITS_OF_A_PART = 3;

    public Ipv4 {
        if (value < 0 || value > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("no IPv4 address: " + value);
        }
    }

    /** Reads four decimal numbers with dots; empty when {@code text} is anything else, such as a number with a leading zero. */
    public static Optional<Ipv4> parse(String text) {
        String[] parts = text.split("\\.", PARTS + 1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        long value = 0;
        for (String part : parts) {
            int number = number(part);
            if (number < 0) {
                return Optional.empty();
            }
            value = (value << BITS_OF_A_PART) | number;
        }
        return Optional.of(new Ipv4(value));
    }

    private static int number(String part) {
        if (part.isEmpty() || part.length() > DIGITS_OF_A_PART || (part.length() > 1 && part.charAt(0) == '0')) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < part.length(); i++) {
            char digit = part.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + digit - '0';
        }
        return number > MOST_OF_A_PART ? -1 : number;
    }

    /** What {@link #toString()} wrote. */
    @JsonCreator
    static Ipv4 stored(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("no IPv4 address: " + text));
    }

    /** The address {@code offset} further on. */
    public Ipv4 plus(long offset) {
        return new Ipv4(value + offset);
    }

    @Override
    public int compareTo(Ipv4 other) {
        return Long.compare(value, other.value);
    }

    @Override
    @JsonValue
    public String toString() {
        StringBuilder text = new StringBuilder(15);
        for (int shift = BITS_OF_A_PART * (PARTS - 1); shift >= 0; shift -= BITS_OF_A_PART) {
            text.append((value >> shift) & MOST_OF_A_PART).append(shift == 0 ? "" : ".");
        }
        return text.toString();
    }
}
