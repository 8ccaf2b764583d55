package io.gantry.placement;

import io.gantry.placement.query.Facts;
import java.util.Map;
import java.util.Set;

/**
 * A host as placement sees it.
 *
 * @param id names it in assignments and refusals
 * @param facts its agent, its attributes, and what else a constraint may ask
 * @param freeCpu CPU units that no task has claimed; negative when the host shrank below its claims
 * @param freeMemory MiB, likewise
 * @param usedTcpPorts claimed or reserved
 * @param usedUdpPorts claimed or reserved
 * @param freeGpus how many
 * @param groupTasks how many tasks of the request's group it holds
 */
public record Candidate(
        String id,
        Facts facts,
        int freeCpu,
        int freeMemory,
        Set<Integer> usedTcpPorts,
        Set<Integer> usedUdpPorts,
        int freeGpus,
        int groupTasks) {
    /** Whether its agent is connected. */
    public boolean connected() {
        return facts.agentConnected();
    }

    /** Name to value, the empty value for one that has none. */
    public Map<String, String> attributes() {
        return facts.attributes();
    }
}
