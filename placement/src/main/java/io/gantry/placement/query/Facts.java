package io.gantry.placement.query;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a query can ask about a host.
 *
 * @param attributes name to value, the empty value for one that has none
 * @param ec2InstanceId empty for hosts outside EC2
 * @param runningTasks how many; 0 unless a query asks
 * @param taskGroups the groups of its tasks that have not stopped; empty unless a query asks
 */
public record Facts(
        boolean agentConnected,
        String agentVersion,
        Map<String, String> attributes,
        String ec2InstanceId,
        Instant registeredAt,
        int runningTasks,
        Set<String> taskGroups) {
    public Facts {
        attributes = Map.copyOf(attributes);
        taskGroups = Set.copyOf(taskGroups);
    }

    /** Of a host of which nothing more is known. */
    public static Facts of(boolean agentConnected, Map<String, String> attributes) {
        return new Facts(agentConnected, "", attributes, "", Instant.EPOCH, 0, Set.of());
    }

    /** With a task of one more group on it. */
    public Facts withGroup(String group) {
        Set<String> groups = new HashSet<>(taskGroups);
        groups.add(group);
        return new Facts(agentConnected, agentVersion, attributes, ec2InstanceId, registeredAt, runningTasks, groups);
    }
}
