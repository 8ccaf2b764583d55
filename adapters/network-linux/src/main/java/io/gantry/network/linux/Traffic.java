package io.gantry.network.linux;

import io.gantry.agent.node.port.SecurityRules.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What several permissions permit together, whoever the other side is: pure. */
final class Traffic {
    private static final int HIGHEST_PORT = 65535;

    private Traffic() {}

    /** As few matches of nft as there are protocols, always in the same order; a match that is empty matches everything. */
    static List<String> matches(List<Permission> permissions) {
        Map<String, NavigableMap<Integer, Integer>> ports = new TreeMap<>();
        TreeSet<String> others = new TreeSet<>();
        for (Permission permission : permissions) {
            switch (permission.protocol()) {
                case "-1" -> {
                    return List.of("");
                }
                case "tcp", "udp" ->
                    add(ports.computeIfAbsent(permission.protocol(), none -> new TreeMap<>()), permission);
                case "icmp" -> others.add(icmp(permission));
                default -> others.add("meta l4proto " + permission.protocol());
            }
        }
        List<String> all = new ArrayList<>();
        ports.forEach((protocol, ranges) -> all.add(ports(protocol, ranges)));
        all.addAll(others);
        return all;
    }

    /** Adds a range to those that are there, which neither overlap nor touch. */
    private static void add(NavigableMap<Integer, Integer> ranges, Permission permission) {
        boolean all = permission.from() < 0 || permission.to() < 0;
        int from = all ? 0 : permission.from();
        int to = all ? HIGHEST_PORT : permission.to();
        for (var near = ranges.floorEntry(to + 1);
                near != null && near.getValue() >= from - 1;
                near = ranges.floorEntry(to + 1)) {
            from = Math.min(from, near.getKey());
            to = Math.max(to, near.getValue());
            ranges.remove(near.getKey());
        }
        ranges.put(from, to);
    }

    private static String ports(String protocol, NavigableMap<Integer, Integer> ranges) {
        if (Integer.valueOf(HIGHEST_PORT).equals(ranges.get(0))) {
            return "meta l4proto " + protocol;
        }
        return protocol + " dport { "
                + ranges.entrySet().stream()
                        .map(range -> range.getKey().equals(range.getValue())
                                ? range.getKey().toString()
                                : range.getKey() + "-" + range.getValue())
                        .collect(Collectors.joining(", "))
                + " }";
    }

    private static String icmp(Permission permission) {
        if (permission.from() < 0) {
            return "meta l4proto icmp";
        }
        String code = permission.to() < 0 ? "" : " icmp code " + permission.to();
        return "icmp type " + permission.from() + code;
    }
}
