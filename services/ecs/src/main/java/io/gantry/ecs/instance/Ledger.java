package io.gantry.ecs.instance;

import io.gantry.base.SortedTree;
import io.gantry.placement.Free;
import io.gantry.placement.Tally;
import java.util.List;

/**
 * What an {@link Allocation} comes to, without its claims: what is free, and how many tasks of each group there are in each
 * cluster that the host serves. A claim more or less is reckoned from the last one, since a host's claims are many.
 */
record Ledger(Free free, SortedTree<Tally> groups) {
    /** From all claims. */
    static Ledger of(Allocation host) {
        SortedTree<Tally> groups = SortedTree.empty();
        for (Claim claim : host.claims()) {
            groups = counted(groups, claim, 1);
        }
        Free free = new Free(
                host.freeCpu(),
                host.freeMemory(),
                host.freeGpus().size(),
                Integer.MAX_VALUE,
                host.usedTcpPorts(),
                host.usedUdpPorts());
        return new Ledger(free, groups);
    }

    /** This, which is of {@code before}, after it has become {@code now}. */
    Ledger after(Allocation before, Allocation now) {
        List<Claim> old = before.claims();
        List<Claim> all = now.claims();
        int from = 0;
        while (from < old.size() && from < all.size() && old.get(from).equals(all.get(from))) {
            from++;
        }
        int same = 0;
        while (from + same < Math.min(old.size(), all.size())
                && old.get(old.size() - 1 - same).equals(all.get(all.size() - 1 - same))) {
            same++;
        }
        List<Claim> gone = old.subList(from, old.size() - same);
        List<Claim> made = all.subList(from, all.size() - same);
        if (!before.capacity().equals(now.capacity()) || !isPlain(gone) || !isPlain(made)) {
            return of(now);
        }
        int cpu = free.cpu();
        int memory = free.memory();
        SortedTree<Tally> counted = groups;
        for (Claim claim : gone) {
            cpu += claim.cpu();
            memory += claim.memory();
            counted = counted(counted, claim, -1);
        }
        for (Claim claim : made) {
            cpu -= claim.cpu();
            memory -= claim.memory();
            counted = counted(counted, claim, 1);
        }
        Free left = new Free(cpu, memory, free.gpus(), free.interfaces(), free.usedTcpPorts(), free.usedUdpPorts());
        return new Ledger(left, counted);
    }

    /** The tasks in a cluster. */
    Tally groups(String clusterId) {
        return groups.get(clusterId).orElse(Tally.none());
    }

    /** Whether the claims are of processor and memory only. */
    private static boolean isPlain(List<Claim> claims) {
        return claims.stream()
                .allMatch(claim -> claim.tcpPorts().isEmpty()
                        && claim.udpPorts().isEmpty()
                        && claim.gpus().isEmpty());
    }

    private static SortedTree<Tally> counted(SortedTree<Tally> groups, Claim claim, int more) {
        if (claim.group().isEmpty()) {
            return groups;
        }
        Tally tally = groups.get(claim.clusterId()).orElse(Tally.none()).plus(claim.group(), more);
        return tally.size() == 0 ? groups.without(claim.clusterId()) : groups.with(claim.clusterId(), tally);
    }
}
