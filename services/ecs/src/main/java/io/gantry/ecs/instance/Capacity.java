package io.gantry.ecs.instance;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a host has to give.
 *
 * @param cpu CPU units, 1024 a virtual CPU
 * @param memory MiB
 * @param reservedTcpPorts host ports that no task may have
 * @param reservedUdpPorts host ports that no task may have
 * @param gpus device ids
 * @param others further string sets that the agent registered (for example NEURON_CORES), kept for read-back
 */
public record Capacity(
        int cpu,
        int memory,
        Set<Integer> reservedTcpPorts,
        Set<Integer> reservedUdpPorts,
        List<String> gpus,
        Map<String, List<String>> others) {
    public Capacity {
        reservedTcpPorts = Set.copyOf(reservedTcpPorts);
        reservedUdpPorts = Set.copyOf(reservedUdpPorts);
        gpus = List.copyOf(gpus);
        others = Map.copyOf(others);
    }
}
