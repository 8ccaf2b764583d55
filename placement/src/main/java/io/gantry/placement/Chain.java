package io.gantry.placement;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What is left of a chain of strategies once its leading spreads over attributes have chosen the pools: how the hosts of
 * these are compared.
 *
 * <p>The chains that people write, and those that AWS shows, spread over attributes, then over hosts, then pack. For those
 * the fleet has orders. Any other is followed host by host.
 *
 * @param spreadsHosts whether the hosts with the fewest tasks of the group come first
 * @param packing what decides then
 * @param links the links themselves, those that repeat others left out
 * @param plain whether {@code spreadsHosts} and {@code packing} say it all
 */
record Chain(boolean spreadsHosts, Packing packing, List<Strategy> links, boolean plain) {
    /** By what the fullest host is known. */
    enum Packing {
        NONE,
        CPU,
        MEMORY
    }

    static Chain of(List<Strategy> strategies) {
        List<Strategy> rest = new ArrayList<>();
        for (Strategy link : new LinkedHashSet<>(strategies)) {
            if (link instanceof Strategy.Random) {
                break;
            }
            if (!rest.isEmpty() || !(link instanceof Strategy.SpreadAttribute)) {
                rest.add(link);
            }
        }
        boolean hosts = !rest.isEmpty() && rest.getFirst() instanceof Strategy.SpreadHosts;
        List<Strategy> packs = hosts ? rest.subList(1, rest.size()) : rest;
        boolean plain = packs.stream()
                .allMatch(link -> link instanceof Strategy.BinpackCpu || link instanceof Strategy.BinpackMemory);
        return new Chain(hosts, packing(packs), rest, plain);
    }

    /** The orders compare the other resource next, so the first of two packing links says it all. */
    private static Packing packing(List<Strategy> packs) {
        if (packs.isEmpty()) {
            return Packing.NONE;
        }
        return packs.getFirst() instanceof Strategy.BinpackCpu ? Packing.CPU : Packing.MEMORY;
    }
}
