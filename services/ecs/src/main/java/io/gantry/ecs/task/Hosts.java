package io.gantry.ecs.task;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.instance.Allocation;
import io.gantry.ecs.instance.Allocations;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.instance.Fleets;
import io.gantry.placement.Fleet;
import io.gantry.placement.Host;
import io.gantry.placement.Placement;
import io.gantry.placement.Placer;
import io.gantry.placement.Reason;
import io.gantry.placement.Request;
import io.gantry.placement.RunningTasks;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * The hosts of a cluster inside one transaction. A fleet is not protected, so a host that was chosen is read again by id, and
 * what was decided on a stale one is decided anew.
 */
final class Hosts {
    private static final int ATTEMPTS = 10;
    private static final int HEX_OF_LONG = 16;

    private final Tx tx;
    private final Supplier<Fleet> fleet;
    private final KeptRoom kept;
    private final Map<String, Allocation> chosen = new HashMap<>();
    private final RandomGenerator random;

    private Hosts(Tx tx, Supplier<Fleet> fleet, KeptRoom kept) {
        this.tx = tx;
        this.fleet = fleet;
        this.kept = kept;
        this.random = new SplittableRandom(Long.parseUnsignedLong(tx.newId().substring(0, HEX_OF_LONG), HEX_OF_LONG));
    }

    /** The ACTIVE instances of {@code cluster}, always with what the transaction has placed so far. */
    static Hosts active(Tx tx, Cluster cluster) {
        return active(tx, cluster, KeptRoom.NONE);
    }

    /** The same without the room that is kept for others. */
    static Hosts active(Tx tx, Cluster cluster, KeptRoom kept) {
        return new Hosts(tx, () -> kept.of(tx, tx.get(Fleets.PROJECTION).of(cluster.id())), kept);
    }

    /** The hosts that may have tasks of a launch type: those of {@code cluster}, or of all clusters. */
    static Hosts of(Tx tx, Cluster cluster, String launchType, KeptRoom kept) {
        return launchType.equals(Fargate.TYPE)
                ? new Hosts(tx, () -> everywhere(tx, cluster), KeptRoom.NONE)
                : active(tx, cluster, kept);
    }

    private static Fleet everywhere(View view, Cluster cluster) {
        return view.get(Fleets.PROJECTION).everywhere(cluster.scope());
    }

    /** One instance that a caller named. */
    static Hosts only(Tx tx, ContainerInstance instance) {
        return new Hosts(
                tx,
                () -> tx.get(Allocations.TABLE, instance.allocationId())
                        .map(allocation -> Fleet.of(List.of(Fleets.host(instance, allocation))))
                        .orElse(Fleet.empty()),
                KeptRoom.NONE);
    }

    /** Whether one of the hosts for a launch type could take one copy, as far as the fleet tells. */
    static boolean fits(View view, Cluster cluster, String launchType, Request request, KeptRoom kept) {
        Fleet fleet = launchType.equals(Fargate.TYPE)
                ? everywhere(view, cluster)
                : kept.of(view, view.get(Fleets.PROJECTION).of(cluster.id()));
        return Placer.fits(fleet, request, running(view));
    }

    /** Why this instance cannot take one copy; one without a ledger has no agent that could. */
    static Optional<Reason> refusal(View view, ContainerInstance instance, Request request) {
        Optional<Allocation> ledger = view.get(Allocations.TABLE, instance.allocationId());
        return ledger.isEmpty()
                ? Optional.of(new Reason.Agent())
                : Placer.refusal(Fleets.host(instance, ledger.get()), request, running(view));
    }

    private static RunningTasks running(View view) {
        return id -> Tasks.count(view, id, TaskStatus.RUNNING);
    }

    boolean isEmpty() {
        return fleet.get().isEmpty();
    }

    /** Places, and protects what it chose. */
    Placement place(Request request) {
        Fleet seen = fleet.get();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Placement placement = Placer.place(seen, request, running(tx), random);
            Fleet confirmed = confirmed(seen, placement.assignments());
            if (confirmed.equals(seen)) {
                return placement;
            }
            seen = confirmed;
        }
        throw new IllegalStateException("the fleet is ever behind its records");
    }

    /** Reads the chosen hosts by id: the same fleet when all are as it has them. */
    private Fleet confirmed(Fleet seen, Collection<String> assignments) {
        Fleet confirmed = seen;
        for (String id : new LinkedHashSet<>(assignments)) {
            Optional<ContainerInstance> instance = tx.get(ContainerInstances.TABLE, id)
                    .filter(found -> found.status() == ContainerInstance.Status.ACTIVE);
            Optional<Allocation> allocation =
                    instance.flatMap(found -> tx.get(Allocations.TABLE, found.allocationId()));
            if (allocation.isEmpty()) {
                return confirmed.without(id);
            }
            Host fresh = Fleets.host(instance.get(), kept.of(instance.get(), allocation.get()));
            confirmed = confirmed.with(fresh);
            chosen.put(id, allocation.get());
        }
        return confirmed;
    }

    /**
     * Makes a task for each assignment and writes it with its host's ledger.
     *
     * @param running how many tasks each capacity provider of the launch has already
     */
    List<Task> start(Launch launch, List<String> assignments, Map<String, Integer> running) {
        Map<String, Launch> launches = new HashMap<>();
        Iterator<String> providers =
                launch.strategy().distribute(assignments.size(), running).iterator();
        List<Task> tasks = new ArrayList<>();
        Map<String, Allocation> ledgers = new LinkedHashMap<>();
        for (String id : assignments) {
            Allocation host = Optional.ofNullable(chosen.get(id)).orElseThrow();
            Launch through = launches.computeIfAbsent(providers.next(), launch::through);
            Task task = through.task(tx.newId(), ContainerInstances.seenFrom(launch.cluster(), id), tx.now());
            Allocation before = ledgers.getOrDefault(host.id(), host);
            ledgers.put(
                    host.id(),
                    before.claim(Demands.claim(
                            launch.demand(), task.id(), launch.launch().group())));
            tx.put(Tasks.TABLE, task);
            tasks.add(task);
        }
        ledgers.values().forEach(ledger -> tx.put(Allocations.TABLE, ledger));
        return tasks;
    }
}
