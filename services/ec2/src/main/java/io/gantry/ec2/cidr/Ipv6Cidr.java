package io.gantry.ec2.cidr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A range of IPv6 addresses in canonical form. Security groups name such ranges; nothing is allocated from them.
 *
 * @param groups the address's eight groups of 16 bits, the bits behind the prefix zero
 * @param prefixLength from 0 to 128
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5952">RFC 5952: the text of an address</a>
 */
public record Ipv6Cidr(List<Integer> groups, int prefixLength) {
    private static final int GROUPS = 8;
    private static final int BITS_OF_A_GROUP = 16;
    private static final int BITS = 128;
    private static final int HEX = 16;

    public Ipv6Cidr {
        groups = masked(groups, prefixLength);
    }

    /** Reads {@code 2001:db8::/32}; empty when {@code text} is no range, or embeds an IPv4 address. */
    public static Optional<Ipv6Cidr> parse(String text) {
        int slash = text.indexOf('/');
        String length = slash < 0 ? "" : text.substring(slash + 1);
        if (!length.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(length) > BITS) {
            return Optional.empty();
        }
        return groups(text.substring(0, slash)).map(groups -> new Ipv6Cidr(groups, Integer.parseInt(length)));
    }

    private static Optional<List<Integer>> groups(String address) {
        int gap = address.indexOf("::");
        List<Integer> all = new ArrayList<>();
        if (gap < 0) {
            return append(all, address) && all.size() == GROUPS ? Optional.of(all) : Optional.empty();
        }
        String before = address.substring(0, gap);
        String after = address.substring(gap + 2);
        List<Integer> tail = new ArrayList<>();
        boolean read = (before.isEmpty() || append(all, before)) && (after.isEmpty() || append(tail, after));
        if (!read || all.size() + tail.size() >= GROUPS) {
            return Optional.empty();
        }
        while (all.size() + tail.size() < GROUPS) {
            all.add(0);
        }
        all.addAll(tail);
        return Optional.of(all);
    }

    private static boolean append(List<Integer> groups, String text) {
        for (String group : text.split(":", -1)) {
            if (!group.matches("[0-9a-fA-F]{1,4}")) {
                return false;
            }
            groups.add(Integer.parseInt(group, HEX));
        }
        return groups.size() <= GROUPS;
    }

    private static List<Integer> masked(List<Integer> groups, int prefixLength) {
        List<Integer> masked = new ArrayList<>();
        for (int i = 0; i < GROUPS; i++) {
            int kept = Math.clamp(prefixLength - i * BITS_OF_A_GROUP, 0, BITS_OF_A_GROUP);
            masked.add(groups.get(i) & (0xFFFF << (BITS_OF_A_GROUP - kept)) & 0xFFFF);
        }
        return List.copyOf(masked);
    }

    /** The longest run of zero groups, two or more of them, is written as a gap. */
    @Override
    public String toString() {
        int start = -1;
        int longest = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups.get(end) == 0) {
                end++;
            }
            if (end - i > longest) {
                longest = end - i;
                start = i;
            }
        }
        String address = start < 0
                ? text(groups)
                : text(groups.subList(0, start)) + "::" + text(groups.subList(start + longest, GROUPS));
        return address + "/" + prefixLength;
    }

    private static String text(List<Integer> groups) {
        return groups.stream().map(Integer::toHexString).collect(Collectors.joining(":"));
    }
}
