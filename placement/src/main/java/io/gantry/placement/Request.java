package io.gantry.placement;

import java.util.List;

/**
 * Copies of one task to place.
 *
 * @param distinctHosts whether no host may hold two tasks of the group
 * @param strategies the chain; when it leaves several candidates, chance decides
 */
public record Request(int count, Demand demand, boolean distinctHosts, List<Strategy> strategies) {
    public Request {
        strategies = List.copyOf(strategies);
    }
}
