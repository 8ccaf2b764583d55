package io.gantry.network.linux;

import java.util.ArrayList;
import java.util.List;

/** IPv4 ranges in CIDR notation. Two of them are disjoint or one holds the other. */
final class Ranges {
    private static final int BITS = 32;

    private Ranges() {}

    /** Those that no other holds: nft takes no set of ranges that overlap. */
    static List<String> widest(List<String> ranges) {
        List<String> kept = new ArrayList<>();
        for (String range : ranges.stream().distinct().toList()) {
            if (ranges.stream().noneMatch(other -> !same(other, range) && holds(other, range))
                    && kept.stream().noneMatch(other -> same(other, range))) {
                kept.add(range);
            }
        }
        return kept;
    }

    private static boolean same(String one, String other) {
        return prefix(one) == prefix(other) && holds(one, other);
    }

    private static boolean holds(String wide, String narrow) {
        int prefix = prefix(wide);
        return prefix <= prefix(narrow) && masked(wide, prefix) == masked(narrow, prefix);
    }

    private static int prefix(String range) {
        int slash = range.indexOf('/');
        return slash < 0 ? BITS : Integer.parseInt(range.substring(slash + 1));
    }

    private static long masked(String range, int prefix) {
        int slash = range.indexOf('/');
        long value = 0;
        for (String part : (slash < 0 ? range : range.substring(0, slash)).split("\\.", -1)) {
            value = value << 8 | Integer.parseInt(part);
        }
        return prefix == 0 ? 0 : value >>> (BITS - prefix);
    }
}
