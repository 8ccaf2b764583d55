package io.gantry.ecs.task;

import io.gantry.ecs.instance.Allocation;
import io.gantry.ecs.instance.Allocations;
import io.gantry.ecs.instance.Claim;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.instance.Fleets;
import io.gantry.placement.Demand;
import io.gantry.placement.Fleet;
import io.gantry.state.View;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Room on hosts that is kept for daemons which are to run there and do not yet. No task of another service is placed into
 * it, so that a daemon comes first on a host that joins, and finds its place again when it is replaced. Where there is less
 * room than a daemon needs, all that there is is kept: it grows as other tasks end.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service-options.html">ECS: daemon scheduling
 *     strategy, on reserved resources</a>
 */
public final class KeptRoom {
    /** None at all. */
    public static final KeptRoom NONE = new KeptRoom(Map.of());

    private final Map<String, List<Demand>> demands;

    private KeptRoom(Map<String, List<Demand>> demands) {
        this.demands = demands;
    }

    /** With room for one task more on each of these instances, named by record id. */
    public KeptRoom with(List<String> instances, Suitability task) {
        Map<String, List<Demand>> more = new HashMap<>(demands);
        for (String instance : instances) {
            List<Demand> there = new ArrayList<>(more.getOrDefault(instance, List.of()));
            there.add(task.demand());
            more.put(instance, there);
        }
        return new KeptRoom(more);
    }

    /** The fleet without what is kept. */
    Fleet of(View view, Fleet fleet) {
        Fleet left = fleet;
        for (String id : demands.keySet()) {
            Optional<ContainerInstance> instance = view.get(ContainerInstances.TABLE, id)
                    .filter(found -> found.status() == ContainerInstance.Status.ACTIVE);
            Optional<Allocation> allocation =
                    instance.flatMap(found -> view.get(Allocations.TABLE, found.allocationId()));
            if (allocation.isPresent()) {
                left = left.with(Fleets.host(instance.get(), of(instance.get(), allocation.get())));
            }
        }
        return left;
    }

    /** The ledger of this instance's host as if what is kept were claimed. */
    Allocation of(ContainerInstance instance, Allocation ledger) {
        Allocation left = ledger;
        int number = 0;
        for (Demand demand : demands.getOrDefault(instance.id(), List.of())) {
            left = left.claim(claim(instance.id() + "-kept/" + number++, demand, left));
        }
        return left;
    }

    private static Claim claim(String id, Demand demand, Allocation ledger) {
        return new Claim(
                id,
                Math.clamp(ledger.freeCpu(), 0, demand.cpu()),
                Math.clamp(ledger.freeMemory(), 0, demand.memory()),
                free(demand.tcpPorts(), ledger.usedTcpPorts()),
                free(demand.udpPorts(), ledger.usedUdpPorts()),
                ledger.freeGpus().stream().limit(demand.gpus()).toList(),
                "");
    }

    private static Set<Integer> free(Set<Integer> ports, Set<Integer> used) {
        Set<Integer> free = new HashSet<>(ports);
        free.removeAll(used);
        return free;
    }
}
