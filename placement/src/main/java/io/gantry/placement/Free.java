package io.gantry.placement;

import java.util.HashSet;
import java.util.Set;

/**
 * What a host has left.
 *
 * @param cpu CPU units that no task has claimed; negative when the host shrank below its claims
 * @param memory MiB, likewise
 * @param gpus how many
 * @param interfaces network interfaces for tasks that have one of their own
 * @param usedTcpPorts claimed or reserved
 * @param usedUdpPorts claimed or reserved
 */
public record Free(
        int cpu, int memory, int gpus, int interfaces, Set<Integer> usedTcpPorts, Set<Integer> usedUdpPorts) {
    public Free {
        usedTcpPorts = Set.copyOf(usedTcpPorts);
        usedUdpPorts = Set.copyOf(usedUdpPorts);
    }

    /** Only processor and memory, and as many interfaces as anybody asks for. */
    public static Free of(int cpu, int memory) {
        return new Free(cpu, memory, 0, Integer.MAX_VALUE, Set.of(), Set.of());
    }

    /** After one more task. */
    Free less(Demand demand) {
        return new Free(
                cpu - demand.cpu(),
                memory - demand.memory(),
                gpus - demand.gpus(),
                interfaces == Integer.MAX_VALUE ? interfaces : interfaces - demand.interfaces(),
                joined(usedTcpPorts, demand.tcpPorts()),
                joined(usedUdpPorts, demand.udpPorts()));
    }

    private static Set<Integer> joined(Set<Integer> some, Set<Integer> more) {
        if (more.isEmpty()) {
            return some;
        }
        Set<Integer> all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }
}
