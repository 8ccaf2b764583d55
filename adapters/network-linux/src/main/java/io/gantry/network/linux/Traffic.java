package io.gantry.network.linux;

import io.gantry.agent.node.port.SecurityRules.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What several permissions permit together, whoever the other side is: pure.
 *
 * @param ports ranges of ports, for example {@code tcp . 80-90}, as elements of nft: in order, and without overlaps
 * @param others matches of nft for what has no ports; one that is empty matches everything
 */
record Traffic(List<String> ports, List<String> others) {
    private static final int HIGHEST_PORT = 65535;
    private static final Traffic EVERYTHING = new Traffic(List.of(), List.of(""));

    Traffic {
        ports = List.copyOf(ports);
        others = List.copyOf(others);
    }

    static Traffic of(List<Permission> permissions) {
        Map<String, NavigableMap<Integer, Integer>> ports = new TreeMap<>();
        TreeSet<String> others = new TreeSet<>();
        for (Permission permission : permissions) {
            switch (permission.protocol()) {
                case "-1" -> {
                    return EVERYTHING;
                }
                case "tcp", "udp" ->
                    add(ports.computeIfAbsent(permission.protocol(), none -> new TreeMap<>()), permission);
                case "icmp" -> others.add(icmp(permission));
                default -> others.add("meta l4proto " + permission.protocol());
            }
        }
        List<String> all = new ArrayList<>();
        ports.forEach((protocol, ranges) ->
                ranges.forEach((from, to) -> all.add(protocol + " . " + (from.equals(to) ? from : from + "-" + to))));
        return new Traffic(all, List.copyOf(others));
    }

    /** Whether it is ports and nothing else. */
    boolean isPorts() {
        return others.isEmpty();
    }

    /** All of it as matches. */
    List<String> matches() {
        List<String> all = new ArrayList<>(others);
        if (!ports.isEmpty()) {
            all.addFirst(ports.stream().collect(Collectors.joining(", ", "meta l4proto . th dport { ", " }")));
        }
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

    private static String icmp(Permission permission) {
        if (permission.from() < 0) {
            return "meta l4proto icmp";
        }
        String code = permission.to() < 0 ? "" : " icmp code " + permission.to();
        return "icmp type " + permission.from() + code;
    }
}
