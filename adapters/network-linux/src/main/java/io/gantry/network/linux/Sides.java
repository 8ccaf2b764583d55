package io.gantry.network.linux;

import io.gantry.agent.node.port.SecurityRules.Permission;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The other sides that permissions name, cut into ranges of addresses to which the same is permitted: pure. So one look at a sorted
 * set finds what is permitted, however many permissions there are.
 */
final class Sides {
    private static final int BITS = 32;
    private static final long LAST = (1L << BITS) - 1;

    private final List<Permission> permissions;
    private final NavigableEvents events = new NavigableEvents();

    private Sides(List<Permission> permissions) {
        this.permissions = permissions;
    }

    /**
     * Addresses with the same permissions.
     *
     * @param from the first, as a number
     * @param to the last
     * @param traffic what is permitted
     */
    record Range(long from, long to, Traffic traffic) {
        boolean everything() {
            return from == 0 && to == LAST;
        }

        /** As nft writes it. */
        String text() {
            return from == to ? dotted(from) : dotted(from) + "-" + dotted(to);
        }
    }

    /** Where one permission begins and ends to hold, by address. */
    private static final class NavigableEvents extends TreeMap<Long, List<Integer>> {
        private static final long serialVersionUID = 1L;

        void add(long from, long to, int permission) {
            computeIfAbsent(from, none -> new ArrayList<>()).add(permission + 1);
            computeIfAbsent(to + 1, none -> new ArrayList<>()).add(-permission - 1);
        }
    }

    /**
     * The ranges of all that {@code permissions} name, in order and without overlaps.
     *
     * @param members the addresses of each group
     */
    static List<Range> of(List<Permission> permissions, Map<String, List<String>> members) {
        Sides sides = new Sides(permissions);
        for (int i = 0; i < permissions.size(); i++) {
            for (String range : permissions.get(i).cidrs()) {
                sides.add(range, i);
            }
            for (String peer : permissions.get(i).peers()) {
                for (String address : members.getOrDefault(peer, List.of())) {
                    sides.add(address, i);
                }
            }
        }
        return sides.cut();
    }

    private void add(String range, int permission) {
        int slash = range.indexOf('/');
        int free = slash < 0 ? 0 : BITS - Integer.parseInt(range.substring(slash + 1));
        long from = number(slash < 0 ? range : range.substring(0, slash)) >>> free << free;
        events.add(from, from + (1L << free) - 1, permission);
    }

    private List<Range> cut() {
        List<Range> ranges = new ArrayList<>();
        Map<BitSet, Traffic> known = new HashMap<>();
        int[] times = new int[permissions.size()];
        BitSet active = new BitSet();
        long from = 0;
        for (Map.Entry<Long, List<Integer>> event : events.entrySet()) {
            if (!active.isEmpty()) {
                Traffic traffic = known.computeIfAbsent((BitSet) active.clone(), this::traffic);
                append(ranges, new Range(from, event.getKey() - 1, traffic));
            }
            for (int change : event.getValue()) {
                int permission = Math.abs(change) - 1;
                times[permission] += Integer.signum(change);
                active.set(permission, times[permission] > 0);
            }
            from = event.getKey();
        }
        return ranges;
    }

    private Traffic traffic(BitSet active) {
        return Traffic.of(active.stream().mapToObj(permissions::get).toList());
    }

    private static void append(List<Range> ranges, Range next) {
        if (!ranges.isEmpty()) {
            Range last = ranges.getLast();
            if (last.to() + 1 == next.from() && last.traffic().equals(next.traffic())) {
                ranges.set(ranges.size() - 1, new Range(last.from(), next.to(), last.traffic()));
                return;
            }
        }
        ranges.add(next);
    }

    private static long number(String dotted) {
        long value = 0;
        for (String part : dotted.split("\\.", -1)) {
            value = value << 8 | Integer.parseInt(part);
        }
        return value;
    }

    private static String dotted(long number) {
        return (number >> 24) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }
}
