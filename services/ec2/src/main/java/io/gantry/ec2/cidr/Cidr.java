package io.gantry.ec2.cidr;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/**
 * A range of IPv4 addresses in canonical form: the bits behind the prefix are zero, as AWS makes them of what callers send.
 *
 * @param first the range's first address
 * @param prefixLength from 0 to 32
 */
public record Cidr(Ipv4 first, int prefixLength) implements Comparable<Cidr> {
    private static final int BITS = 32;

    public Cidr {
        if (prefixLength < 0 || prefixLength > BITS) {
            throw new IllegalArgumentException("no prefix length: " + prefixLength);
        }
        first = new Ipv4(first.value() & mask(prefixLength));
    }

    /** Reads {@code 10.0.0.0/16}; bits behind the prefix are cleared. Empty when {@code text} is no range. */
    public static Optional<Cidr> parse(String text) {
        int slash = text.indexOf('/');
        String length = slash < 0 ? "" : text.substring(slash + 1);
        if (!length.matches("0|[1-9][0-9]?")) {
            return Optional.empty();
        }
        int prefixLength = Integer.parseInt(length);
        return prefixLength > BITS
                ? Optional.empty()
                : Ipv4.parse(text.substring(0, slash)).map(address -> new Cidr(address, prefixLength));
    }

    /** A range that is written in our own code or in a record. */
    @JsonCreator
    public static Cidr of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("no range: " + text));
    }

    /** How many addresses it has. */
    public long size() {
        return 1L << (BITS - prefixLength);
    }

    /** Its last address. */
    public Ipv4 last() {
        return first.plus(size() - 1);
    }

    /** Its address number {@code offset}; 0 is the first. */
    public Ipv4 address(long offset) {
        if (offset < 0 || offset >= size()) {
            throw new IllegalArgumentException(this + " has no address " + offset);
        }
        return first.plus(offset);
    }

    /** Where in the range {@code address}, which it contains, stands. */
    public long offsetOf(Ipv4 address) {
        return address.value() - first.value();
    }

    /** Whether {@code address} is in it. */
    public boolean contains(Ipv4 address) {
        return (address.value() & mask(prefixLength)) == first.value();
    }

    /** Whether all of {@code other} is in it. */
    public boolean contains(Cidr other) {
        return prefixLength <= other.prefixLength && contains(other.first);
    }

    /** Whether an address is in both. */
    public boolean overlaps(Cidr other) {
        return contains(other.first) || other.contains(first);
    }

    /** Its part number {@code index} when it is cut into parts of {@code length}; 0 is the first. */
    public Cidr part(int length, int index) {
        long size = 1L << (BITS - length);
        if (length < prefixLength || (index + 1) * size > size()) {
            throw new IllegalArgumentException(this + " has no part " + index + " of length " + length);
        }
        return new Cidr(first.plus(index * size), length);
    }

    private static long mask(int length) {
        return length == 0 ? 0 : (0xFFFF_FFFFL << (BITS - length)) & 0xFFFF_FFFFL;
    }

    @Override
    public int compareTo(Cidr other) {
        int byFirst = first.compareTo(other.first);
        return byFirst != 0 ? byFirst : Integer.compare(prefixLength, other.prefixLength);
    }

    @Override
    @JsonValue
    public String toString() {
        return first + "/" + prefixLength;
    }
}
