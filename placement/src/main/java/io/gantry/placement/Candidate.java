package io.gantry.placement;

import java.util.Map;
import java.util.Set;

/**
 * A host as placement sees it.
 *
 * @param id names it in assignments and refusals
 * @param connected whether its agent is
 * @param attributes name to value, the empty value for one that has none
 * @param freeCpu CPU units that no task has claimed; negative when the host shrank below its claims
 * @param freeMemory MiB, likewise
 * @param usedTcpPorts claimed or reserved
 * @param usedUdpPorts claimed or reserved
 * @param freeGpus how many
 * @param groupTasks how many tasks of the request's group it holds
 */
public record Candidate(
        String id,
        boolean connected,
        Map<String, String> attributes,
        int freeCpu,
        int freeMemory,
        Set<Integer> usedTcpPorts,
        Set<Integer> usedUdpPorts,
        int freeGpus,
        int groupTasks) {}
