package io.gantry.ecs.instance;

import java.util.List;
import java.util.Set;

/**
 * What one task holds of its host, from its placing until it has STOPPED.
 *
 * @param taskId the task's record id
 * @param cpu CPU units
 * @param memory MiB
 * @param tcpPorts fixed host ports
 * @param udpPorts fixed host ports
 * @param gpus device ids
 * @param group the task's; empty in records of a time when claims did not know it
 */
public record Claim(
        String taskId,
        int cpu,
        int memory,
        Set<Integer> tcpPorts,
        Set<Integer> udpPorts,
        List<String> gpus,
        String group) {
    public Claim {
        tcpPorts = Set.copyOf(tcpPorts);
        udpPorts = Set.copyOf(udpPorts);
        gpus = List.copyOf(gpus);
    }

    /** The record id of the cluster that the task is in. */
    public String clusterId() {
        return taskId.substring(0, taskId.lastIndexOf('/'));
    }
}
