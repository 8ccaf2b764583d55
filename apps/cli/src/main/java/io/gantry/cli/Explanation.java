package io.gantry.cli;

import io.gantry.placement.Demand;
import io.gantry.placement.Reason;
import io.gantry.placement.Request;
import io.gantry.placement.query.Query;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which hosts can take one more task of a kind, what keeps it from the others, and what would do. */
final class Explanation {
    private final Request request;
    private final Map<ClusterHost, List<Obstacle>> hosts = new LinkedHashMap<>();

    Explanation(Request request, List<ClusterHost> all) {
        this.request = request;
        all.forEach(host -> hosts.put(host, WhatIf.obstacles(host, request)));
    }

    /** How many hosts can take one more. */
    long fitting() {
        return hosts.values().stream().filter(List::isEmpty).count();
    }

    /** The table and what follows from it. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        TextTable table = new TextTable("HOST", "FITS", "CPU FREE", "MEMORY FREE", "IN THE WAY", "WHAT WOULD HELP");
        hosts.forEach((host, obstacles) -> {
            row(table, host, obstacles.isEmpty() ? Optional.empty() : Optional.of(obstacles.getFirst()));
            obstacles.stream().skip(1).forEach(more -> table.row("", "", "", "", more.what(), more.remedy()));
        });
        if (hosts.isEmpty()) {
            lines.add("The cluster has no hosts. ./gantry up makes this machine one, ./gantry node --join others.");
        } else {
            lines.addAll(table.lines());
        }
        lines.add("");
        lines.add(fitting() + " of " + hosts.size() + " hosts can take one more.");
        smaller().filter(_ -> fitting() == 0).ifPresent(lines::add);
        lines.add("A host would do that has " + size() + ".");
        return lines;
    }

    private static void row(TextTable table, ClusterHost host, Optional<Obstacle> first) {
        table.row(
                host.host().id(),
                first.isEmpty() ? "yes" : "no",
                host.host().free().cpu() + " of " + host.registeredCpu(),
                host.host().free().memory() + " of " + host.registeredMemory() + " MiB",
                first.map(Obstacle::what).orElse(""),
                first.map(Obstacle::remedy).orElse(""));
    }

    /** The host that would take a task that asks for less, and how much less. */
    private Optional<String> smaller() {
        return hosts.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty()
                        && entry.getValue().stream()
                                .allMatch(obstacle -> obstacle.lack().isPresent()))
                .min(Comparator.comparingDouble(entry -> share(entry.getValue())))
                .map(entry -> "With " + less(entry.getValue()) + " it would fit on "
                        + entry.getKey().host().id() + ".");
    }

    private List<Obstacle.Lack> lacks(List<Obstacle> obstacles) {
        return obstacles.stream().flatMap(obstacle -> obstacle.lack().stream()).toList();
    }

    /** What part of its demand a task would have to give up. */
    private double share(List<Obstacle> obstacles) {
        return lacks(obstacles).stream()
                .mapToDouble(lack -> (double) lack.amount() / wanted(lack))
                .sum();
    }

    private int wanted(Obstacle.Lack lack) {
        return lack.kind() == Reason.Resource.Kind.CPU
                ? request.demand().cpu()
                : request.demand().memory();
    }

    private String less(List<Obstacle> obstacles) {
        return lacks(obstacles).stream()
                .map(lack -> {
                    boolean cpu = lack.kind() == Reason.Resource.Kind.CPU;
                    int left = wanted(lack) - lack.amount();
                    return lack.amount() + (cpu ? " CPU units" : " MiB") + " less (" + left + " instead of "
                            + wanted(lack) + ")";
                })
                .collect(Collectors.joining(" and "));
    }

    private String size() {
        Demand demand = request.demand();
        List<String> parts = new ArrayList<>();
        parts.add(demand.cpu() + " CPU units and " + demand.memory() + " MiB free");
        if (demand.gpus() > 0) {
            parts.add(demand.gpus() + " free GPUs");
        }
        demand.tcpPorts().stream().sorted().forEach(port -> parts.add("tcp port " + port + " free"));
        demand.udpPorts().stream().sorted().forEach(port -> parts.add("udp port " + port + " free"));
        // What every agent can do tells hosts apart for nobody.
        demand.attributes().stream()
                .filter(attribute -> !attribute.getKey().startsWith("com.amazonaws.ecs.capability."))
                .forEach(attribute -> parts.add("attribute " + attribute.getKey()
                        + (attribute.getValue().isEmpty() ? "" : " = " + attribute.getValue())));
        request.constraints().stream().map(Query::text).forEach(parts::add);
        if (request.distinctHosts()) {
            parts.add("no task of " + request.group());
        }
        return String.join(", ", parts);
    }
}
