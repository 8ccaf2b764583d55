package io.gantry.placement;

import io.gantry.placement.query.Facts;
import java.time.Instant;

/**
 * A host as placement sees it.
 *
 * @param id names it in assignments and refusals
 * @param kind what it has in common with others
 * @param ec2InstanceId empty for hosts outside EC2
 * @param connected whether its agent is; another host is never chosen
 * @param free what it has left
 * @param groups how many tasks of each group it holds
 */
public record Host(
        String id,
        HostKind kind,
        String ec2InstanceId,
        Instant registeredAt,
        boolean connected,
        Free free,
        Tally groups) {
    /** With something else left and other tasks on it. */
    public Host holding(Free left, Tally tasks) {
        return new Host(id, kind, ec2InstanceId, registeredAt, connected, left, tasks);
    }

    /** With one more task on it. */
    public Host claimed(Demand demand, String group) {
        return holding(free.less(demand), groups.plus(group, 1));
    }

    /** The same host, sharing {@code equal}. */
    @SuppressWarnings("ReferenceEquality") // what is shared already needs no copy
    Host of(HostKind equal) {
        return kind == equal ? this : new Host(id, equal, ec2InstanceId, registeredAt, connected, free, groups);
    }

    /** What a constraint asks. */
    Facts facts(int runningTasks) {
        return new Facts(
                connected,
                kind.agentVersion(),
                kind.attributes(),
                ec2InstanceId,
                registeredAt,
                runningTasks,
                groups.names());
    }
}
