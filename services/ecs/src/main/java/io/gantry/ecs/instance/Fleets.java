package io.gantry.ecs.instance;

import io.gantry.base.SortedTree;
import io.gantry.ecs.resource.Scope;
import io.gantry.placement.Fleet;
import io.gantry.placement.Free;
import io.gantry.placement.Host;
import io.gantry.placement.HostKind;
import io.gantry.placement.Tally;
import io.gantry.state.Change;
import io.gantry.state.Projection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The fleets of all clusters: of each, the ACTIVE instances with what their hosts have left. Placement reads them instead of
 * the records, and reads by id those that it has chosen.
 */
public final class Fleets {
    /** Kept by the store as instances and ledgers change. */
    public static final Projection<Fleets> PROJECTION = new Projection<>(
            "ecs/fleet",
            List.of(ContainerInstances.TABLE, Allocations.TABLE),
            new Fleets(SortedTree.empty(), SortedTree.empty()),
            Fleets::after);

    /**
     * A host and the instances that stand on it.
     *
     * @param ledger empty when only an instance is known yet
     * @param instances ACTIVE ones; what they hold is said by the ledger alone
     */
    private record Machine(Optional<Ledger> ledger, List<Host> instances) {
        static final Machine UNKNOWN = new Machine(Optional.empty(), List.of());

        boolean isUnknown() {
            return ledger.isEmpty() && instances.isEmpty();
        }

        Machine with(Host instance) {
            List<Host> all = new ArrayList<>(without(instance.id()).instances);
            all.add(instance);
            return new Machine(ledger, List.copyOf(all));
        }

        Machine without(String id) {
            return new Machine(
                    ledger,
                    instances.stream().filter(host -> !host.id().equals(id)).toList());
        }
    }

    private final SortedTree<Fleet> fleets;
    private final SortedTree<Machine> machines;

    private Fleets(SortedTree<Fleet> fleets, SortedTree<Machine> machines) {
        this.fleets = fleets;
        this.machines = machines;
    }

    /** The fleet of a cluster. */
    public Fleet of(String clusterId) {
        return fleets.get(clusterId).orElse(Fleet.empty());
    }

    /** The machines of all clusters, each by one of its instances; made anew each time, at the cost of them all. */
    public Fleet everywhere(Scope scope) {
        List<Host> hosts = new ArrayList<>();
        machines.forEachWithPrefix(
                scope.id(""),
                (id, machine) -> machine.ledger()
                        .flatMap(left -> machine.instances().stream()
                                .min(Comparator.comparing((Host host) -> !host.connected()))
                                .map(host -> placed(host, left)))
                        .ifPresent(hosts::add));
        return Fleet.of(hosts);
    }

    /** An instance on its host, as a fleet has it. */
    public static Host host(ContainerInstance instance, Allocation allocation) {
        return placed(instance(instance), Ledger.of(allocation));
    }

    private static Host instance(ContainerInstance instance) {
        return new Host(
                instance.id(),
                new HostKind(instance.attributes(), instance.agent().agentVersion()),
                instance.machineId(),
                instance.registeredAt(),
                instance.agentConnected(),
                Free.of(0, 0),
                Tally.none());
    }

    private static Host placed(Host instance, Ledger ledger) {
        return instance.holding(ledger.free(), ledger.groups(clusterOf(instance.id())));
    }

    private static String clusterOf(String recordId) {
        return recordId.substring(0, recordId.lastIndexOf('/'));
    }

    private Fleets after(Change<?> change) {
        if (change.latest() instanceof Allocation) {
            return ledger(
                    change.id(),
                    change.before().map(Allocation.class::cast),
                    change.after().map(Allocation.class::cast));
        }
        Fleets changed = this;
        if (change.before().isPresent()) {
            changed = changed.without((ContainerInstance) change.before().get());
        }
        return change.after().isPresent()
                ? changed.with((ContainerInstance) change.after().get())
                : changed;
    }

    private Fleets ledger(String machineId, Optional<Allocation> before, Optional<Allocation> now) {
        Machine machine = machines.get(machineId).orElse(Machine.UNKNOWN);
        Optional<Ledger> ledger =
                now.map(host -> before.isPresent() && machine.ledger().isPresent()
                        ? machine.ledger().get().after(before.get(), host)
                        : Ledger.of(host));
        Machine changed = new Machine(ledger, machine.instances());
        SortedTree<Fleet> all = fleets;
        for (Host instance : changed.instances()) {
            all = fleet(all, instance.id(), ledger.map(left -> placed(instance, left)));
        }
        return new Fleets(all, machines(machineId, changed));
    }

    private Fleets with(ContainerInstance instance) {
        if (instance.status() != ContainerInstance.Status.ACTIVE) {
            return this;
        }
        Host host = instance(instance);
        Machine machine =
                machines.get(instance.allocationId()).orElse(Machine.UNKNOWN).with(host);
        return new Fleets(
                fleet(fleets, host.id(), machine.ledger().map(left -> placed(host, left))),
                machines(instance.allocationId(), machine));
    }

    private Fleets without(ContainerInstance instance) {
        Machine machine =
                machines.get(instance.allocationId()).orElse(Machine.UNKNOWN).without(instance.id());
        return new Fleets(fleet(fleets, instance.id(), Optional.empty()), machines(instance.allocationId(), machine));
    }

    private SortedTree<Machine> machines(String id, Machine machine) {
        return machine.isUnknown() ? machines.without(id) : machines.with(id, machine);
    }

    private static SortedTree<Fleet> fleet(SortedTree<Fleet> fleets, String id, Optional<Host> host) {
        String cluster = clusterOf(id);
        Fleet before = fleets.get(cluster).orElse(Fleet.empty());
        Fleet changed = host.isPresent() ? before.with(host.get()) : before.without(id);
        return changed.isEmpty() ? fleets.without(cluster) : fleets.with(cluster, changed);
    }
}
