package io.gantry.ecs.instance;

import io.gantry.ecs.resource.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * A host's one ledger. Whoever places a task reads it by id and writes it in the same transaction, so that two placements
 * never share what only one of them can have: it is the fence of placement.
 *
 * @param hostId names the machine
 * @param claims in the order of placing, at most one a task
 */
public record Allocation(Scope scope, String hostId, Capacity capacity, List<Claim> claims) {
    public Allocation {
        claims = List.copyOf(claims);
    }

    /** A host without tasks. */
    public static Allocation of(Scope scope, String hostId, Capacity capacity) {
        return new Allocation(scope, hostId, capacity, List.of());
    }

    /** The id in {@link Allocations#TABLE}. */
    public String id() {
        return scope.id(hostId);
    }

    /** CPU units that no task holds; negative when the host came back smaller than its claims. */
    public int freeCpu() {
        int free = capacity.cpu();
        for (Claim claim : claims) {
            free -= claim.cpu();
        }
        return free;
    }

    /** MiB that no task holds; negative when the host came back smaller than its claims. */
    public int freeMemory() {
        int free = capacity.memory();
        for (Claim claim : claims) {
            free -= claim.memory();
        }
        return free;
    }

    /** Reserved and claimed. */
    public Set<Integer> usedTcpPorts() {
        return used(capacity.reservedTcpPorts(), Claim::tcpPorts);
    }

    /** Reserved and claimed. */
    public Set<Integer> usedUdpPorts() {
        return used(capacity.reservedUdpPorts(), Claim::udpPorts);
    }

    private Set<Integer> used(Set<Integer> reserved, Function<Claim, Set<Integer>> ports) {
        Set<Integer> used = new HashSet<>(reserved);
        for (Claim claim : claims) {
            used.addAll(ports.apply(claim));
        }
        return used;
    }

    /** Device ids that no task holds. */
    public List<String> freeGpus() {
        List<String> free = new ArrayList<>(capacity.gpus());
        claims.forEach(claim -> free.removeAll(claim.gpus()));
        return free;
    }

    /** Whether {@code claim} fits into what is free. */
    public boolean fits(Claim claim) {
        return (claim.cpu() == 0 || claim.cpu() <= freeCpu())
                && (claim.memory() == 0 || claim.memory() <= freeMemory())
                && (claim.tcpPorts().isEmpty() || Collections.disjoint(usedTcpPorts(), claim.tcpPorts()))
                && (claim.udpPorts().isEmpty() || Collections.disjoint(usedUdpPorts(), claim.udpPorts()))
                && (claim.gpus().isEmpty() || freeGpus().containsAll(claim.gpus()));
    }

    /**
     * With one more claim.
     *
     * @throws IllegalStateException when it does not fit or the task holds one already: placement has decided on something
     *     else than this record
     */
    public Allocation claim(Claim claim) {
        if (!fits(claim) || claims.stream().anyMatch(held -> held.taskId().equals(claim.taskId()))) {
            throw new IllegalStateException("host " + hostId + " cannot take task " + claim.taskId());
        }
        List<Claim> more = new ArrayList<>(claims);
        more.add(claim);
        return new Allocation(scope, hostId, capacity, more);
    }

    /** Without the claim of this task; the same when it holds none. */
    public Allocation release(String taskId) {
        return new Allocation(
                scope,
                hostId,
                capacity,
                claims.stream().filter(claim -> !claim.taskId().equals(taskId)).toList());
    }

    /** The same claims on a host that has come back with other resources. */
    public Allocation resized(Capacity newCapacity) {
        return new Allocation(scope, hostId, newCapacity, claims);
    }
}
