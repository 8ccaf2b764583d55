package io.gantry.placement;

import io.gantry.placement.query.Query;
import java.util.List;

/**
 * Copies of one task to place.
 *
 * @param distinctHosts whether no host may hold two tasks of the group
 * @param strategies the chain; when it leaves several candidates, chance decides
 * @param constraints what each host must be; those about task groups see the copies placed before
 * @param group of the task
 */
public record Request(
        int count,
        Demand demand,
        boolean distinctHosts,
        List<Strategy> strategies,
        List<Query> constraints,
        String group) {
    public Request {
        strategies = List.copyOf(strategies);
        constraints = List.copyOf(constraints);
    }

    /** Without constraints. */
    public Request(int count, Demand demand, boolean distinctHosts, List<Strategy> strategies) {
        this(count, demand, distinctHosts, strategies, List.of(), "");
    }
}
