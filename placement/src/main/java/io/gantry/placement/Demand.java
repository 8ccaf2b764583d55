package io.gantry.placement;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one task takes from its host.
 *
 * @param cpu in CPU units, 1024 a virtual CPU
 * @param memory in MiB
 * @param tcpPorts fixed host ports
 * @param udpPorts fixed host ports
 * @param gpus how many
 * @param interfaces network interfaces of the host that are the task's alone: one in the network mode awsvpc
 * @param attributes what the host must have: name to value, the empty value meaning "any"
 */
public record Demand(
        int cpu,
        int memory,
        Set<Integer> tcpPorts,
        Set<Integer> udpPorts,
        int gpus,
        int interfaces,
        List<Map.Entry<String, String>> attributes) {
    public Demand {
        tcpPorts = Set.copyOf(tcpPorts);
        udpPorts = Set.copyOf(udpPorts);
        attributes = List.copyOf(attributes);
    }

    /** Only processor and memory. */
    public static Demand of(int cpu, int memory) {
        return new Demand(cpu, memory, Set.of(), Set.of(), 0, 0, List.of());
    }

    /** Whether two copies of this can never share a host. */
    boolean hasFixedPorts() {
        return !tcpPorts.isEmpty() || !udpPorts.isEmpty();
    }
}
