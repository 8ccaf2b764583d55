package io.gantry.policy;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of addresses of IPv4 or IPv6; an address is the range of itself. */
final class IpRange {
    private static final int V4_BYTES = 4;
    private static final int V6_GROUPS = 8;
    private static final Pattern OCTET = Pattern.compile("\\d{1,3}");
    private static final Pattern GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,3}");

    private final byte[] address;
    private final int prefix;

    private IpRange(byte[] address, int prefix) {
        this.address = address;
        this.prefix = prefix;
    }

    /** The range that {@code text} writes as an address, with or without a prefix length; empty when it writes none. */
    static Optional<IpRange> parse(String text) {
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        Optional<byte[]> bytes = host.indexOf(':') >= 0 ? v6(host) : v4(host);
        if (slash < 0) {
            return bytes.map(found -> new IpRange(found, found.length * Byte.SIZE));
        }
        String length = text.substring(slash + 1);
        return bytes.filter(found ->
                        LENGTH.matcher(length).matches() && Integer.parseInt(length) <= found.length * Byte.SIZE)
                .map(found -> new IpRange(found, Integer.parseInt(length)));
    }

    /** Whether all of {@code other} lies in this range. */
    boolean contains(IpRange other) {
        if (other.address.length != address.length || other.prefix < prefix) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 1 << (Byte.SIZE - 1 - bit % Byte.SIZE);
            if (((address[bit / Byte.SIZE] ^ other.address[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<byte[]> v4(String text) {
        String[] octets = text.split("\\.", -1);
        byte[] bytes = new byte[V4_BYTES];
        if (octets.length != V4_BYTES) {
            return Optional.empty();
        }
        for (int i = 0; i < V4_BYTES; i++) {
            if (!OCTET.matcher(octets[i]).matches() || Integer.parseInt(octets[i]) > 0xff) {
                return Optional.empty();
            }
            bytes[i] = (byte) Integer.parseInt(octets[i]);
        }
        return Optional.of(bytes);
    }

    private static Optional<byte[]> v6(String text) {
        int gap = text.indexOf("::");
        String[] head = groups(gap < 0 ? text : text.substring(0, gap));
        String[] tail = groups(gap < 0 ? "" : text.substring(gap + 2));
        int written = head.length + tail.length;
        if (gap < 0 ? written != V6_GROUPS : written >= V6_GROUPS) {
            return Optional.empty();
        }
        String[] all = new String[V6_GROUPS];
        Arrays.fill(all, "0");
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(tail, 0, all, V6_GROUPS - tail.length, tail.length);
        byte[] bytes = new byte[2 * V6_GROUPS];
        for (int i = 0; i < V6_GROUPS; i++) {
            if (!GROUP.matcher(all[i]).matches()) {
                return Optional.empty();
            }
            int value = Integer.parseInt(all[i], 16);
            bytes[2 * i] = (byte) (value >> Byte.SIZE);
            bytes[2 * i + 1] = (byte) value;
        }
        return Optional.of(bytes);
    }

    private static String[] groups(String text) {
        return text.isEmpty() ? new String[0] : text.split(":", -1);
    }
}
