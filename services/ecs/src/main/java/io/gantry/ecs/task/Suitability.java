package io.gantry.ecs.task;

import io.gantry.ecs.instance.Allocation;
import io.gantry.ecs.instance.Allocations;
import io.gantry.ecs.instance.Capacity;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.placement.Demand;
import io.gantry.placement.Reason;
import io.gantry.placement.Request;
import io.gantry.state.View;
import java.util.Optional;

/**
 * Which hosts are for the tasks of an order: worked out once, then asked host by host. How many such tasks a host holds
 * already does not matter here.
 */
public final class Suitability {
    private final View view;
    private final Request request;
    private final Request beside;

    Suitability(View view, Request request) {
        this.view = view;
        this.request =
                new Request(1, request.demand(), false, request.strategies(), request.constraints(), request.group());
        this.beside = new Request(
                1,
                request.demand(),
                false,
                request.strategies(),
                request.constraints().stream()
                        .filter(query -> !query.asksAboutTasks())
                        .toList(),
                request.group());
    }

    /** Why {@code instance} cannot take one task now; empty when it can. */
    public Optional<Reason> refusal(ContainerInstance instance) {
        return Hosts.refusal(view, instance, request);
    }

    /**
     * The same for a host that such a task runs on. What constraints ask about tasks held when it was placed there, and may
     * not hold now because of the task itself.
     */
    public Optional<Reason> refusalBeside(ContainerInstance instance) {
        return Hosts.refusal(view, instance, beside);
    }

    /** What one task takes. */
    Demand demand() {
        return request.demand();
    }

    /** Whether the task would find no room on {@code instance} if nothing else ran there. */
    public boolean isTooBigFor(ContainerInstance instance) {
        Demand demand = request.demand();
        return view.get(Allocations.TABLE, instance.allocationId())
                .map(Allocation::capacity)
                .filter(whole -> holds(whole, demand))
                .isEmpty();
    }

    private static boolean holds(Capacity whole, Demand demand) {
        return demand.cpu() <= whole.cpu()
                && demand.memory() <= whole.memory()
                && demand.gpus() <= whole.gpus().size()
                && demand.tcpPorts().stream().noneMatch(whole.reservedTcpPorts()::contains)
                && demand.udpPorts().stream().noneMatch(whole.reservedUdpPorts()::contains);
    }
}
