package io.gantry.ecs.task;

import io.gantry.ecs.cluster.Cluster;
import io.gantry.ecs.instance.Allocation;
import io.gantry.ecs.instance.Allocations;
import io.gantry.ecs.instance.ContainerInstance;
import io.gantry.ecs.instance.ContainerInstances;
import io.gantry.ecs.instance.InstanceFacts;
import io.gantry.placement.Candidate;
import io.gantry.placement.Demand;
import io.gantry.placement.Placement;
import io.gantry.placement.Placer;
import io.gantry.placement.Reason;
import io.gantry.placement.Request;
import io.gantry.placement.query.Facts;
import io.gantry.placement.query.Query;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The hosts of a cluster inside one transaction. Lists are not protected, so a host that was chosen is read again by id, and
 * what was decided on a stale one is decided anew.
 */
final class Hosts {
    private static final int ATTEMPTS = 10;
    private static final int HEX_OF_LONG = 16;

    private final Tx tx;
    private final Map<String, Host> byInstance = new LinkedHashMap<>();
    private final Map<String, Integer> groupTasks = new HashMap<>();
    private final RandomGenerator random;

    /** An instance and its ledger. */
    record Host(ContainerInstance instance, Allocation allocation) {}

    private Hosts(Tx tx) {
        this.tx = tx;
        long seed = Long.parseUnsignedLong(tx.newId().substring(0, HEX_OF_LONG), HEX_OF_LONG);
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** The ACTIVE instances of {@code cluster}. */
    static Hosts active(Tx tx, Cluster cluster) {
        Hosts hosts = new Hosts(tx);
        Map<String, Allocation> allocations = new HashMap<>();
        tx.list(Allocations.TABLE, cluster.scope().id("")).forEach(host -> allocations.put(host.id(), host));
        for (ContainerInstance instance :
                tx.list(ContainerInstances.TABLE, ContainerInstances.REGISTERED, cluster.id())) {
            Allocation allocation = allocations.get(instance.allocationId());
            if (instance.status() == ContainerInstance.Status.ACTIVE && allocation != null) {
                hosts.byInstance.put(instance.id(), new Host(instance, allocation));
            }
        }
        return hosts;
    }

    /** One instance that a caller named. */
    static Hosts only(Tx tx, ContainerInstance instance) {
        Hosts hosts = new Hosts(tx);
        tx.get(Allocations.TABLE, instance.allocationId())
                .ifPresent(allocation -> hosts.byInstance.put(instance.id(), new Host(instance, allocation)));
        return hosts;
    }

    /** Whether one of the ACTIVE instances of {@code cluster} could take one copy, as far as lists tell. */
    static boolean fits(View view, Cluster cluster, Request request) {
        return view.list(ContainerInstances.TABLE, ContainerInstances.REGISTERED, cluster.id()).stream()
                .filter(instance -> instance.status() == ContainerInstance.Status.ACTIVE)
                .anyMatch(instance -> view.get(Allocations.TABLE, instance.allocationId())
                        .filter(ledger -> Placer.refusal(candidate(view, instance, ledger, request), request)
                                .isEmpty())
                        .isPresent());
    }

    /** Why this instance is no host for such a task, whatever room it has. */
    static Optional<Reason> unsuited(View view, ContainerInstance instance, Request request) {
        return view.get(Allocations.TABLE, instance.allocationId())
                .flatMap(ledger -> Placer.refusal(candidate(view, instance, ledger, request), request))
                .filter(reason -> !(reason instanceof Reason.Resource) && !(reason instanceof Reason.DistinctInstance));
    }

    private static Candidate candidate(View view, ContainerInstance instance, Allocation ledger, Request request) {
        int ofGroup = (int) Tasks.on(view, instance).stream()
                .filter(task -> task.lastStatus() != TaskStatus.STOPPED
                        && task.launch().group().equals(request.group()))
                .count();
        return new Candidate(
                instance.id(),
                InstanceFacts.of(
                        instance, Tasks.count(view, instance.id(), TaskStatus.RUNNING), Tasks.groups(view, instance)),
                ledger.freeCpu(),
                ledger.freeMemory(),
                ledger.usedTcpPorts(),
                ledger.usedUdpPorts(),
                ledger.freeGpus().size(),
                ofGroup);
    }

    /** Counts the tasks of a group on each host: only strategies and constraints that look at them pay for it. */
    void count(Cluster cluster, String group) {
        for (Task task : tx.list(Tasks.TABLE, Tasks.MEMBERSHIP, Tasks.groupKey(cluster.id(), group))) {
            if (task.lastStatus() != TaskStatus.STOPPED) {
                groupTasks.merge(task.instanceRecordId(), 1, Integer::sum);
            }
        }
    }

    boolean isEmpty() {
        return byInstance.isEmpty();
    }

    /** The instance with this record id. */
    ContainerInstance instance(String recordId) {
        return Optional.ofNullable(byInstance.get(recordId)).orElseThrow().instance();
    }

    /** Places, and protects what it chose. */
    Placement place(Request request) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            boolean tasks = request.constraints().stream().anyMatch(Query::asksAboutTasks);
            List<Candidate> candidates = byInstance.values().stream()
                    .map(host -> candidate(host, request.demand(), tasks))
                    .toList();
            Placement placement = Placer.place(candidates, request, random);
            if (!refresh(placement.assignments())) {
                return placement;
            }
        }
        throw new IllegalStateException("the hosts' lists are ever behind their records");
    }

    /** Reads the chosen hosts by id; whether one was not as listed. */
    private boolean refresh(Collection<String> chosen) {
        boolean stale = false;
        for (String id : chosen) {
            Host listed = Optional.ofNullable(byInstance.get(id)).orElseThrow();
            Optional<ContainerInstance> instance = tx.get(ContainerInstances.TABLE, id)
                    .filter(found -> found.status() == ContainerInstance.Status.ACTIVE);
            Optional<Allocation> allocation =
                    tx.get(Allocations.TABLE, listed.allocation().id());
            if (instance.isEmpty() || allocation.isEmpty()) {
                byInstance.remove(id);
                return true;
            }
            Host fresh = new Host(instance.get(), allocation.get());
            stale |= !fresh.equals(listed);
            byInstance.put(id, fresh);
        }
        return stale;
    }

    private Facts facts(ContainerInstance instance, boolean withTasks) {
        return withTasks
                ? InstanceFacts.of(
                        instance, Tasks.count(tx, instance.id(), TaskStatus.RUNNING), Tasks.groups(tx, instance))
                : InstanceFacts.of(instance, 0, Set.of());
    }

    /** Which ports and devices are taken is gathered from all of a host's claims, and only for a task that wants such. */
    private Candidate candidate(Host host, Demand demand, boolean withTasks) {
        Allocation ledger = host.allocation();
        return new Candidate(
                host.instance().id(),
                facts(host.instance(), withTasks),
                ledger.freeCpu(),
                ledger.freeMemory(),
                demand.tcpPorts().isEmpty() ? Set.of() : ledger.usedTcpPorts(),
                demand.udpPorts().isEmpty() ? Set.of() : ledger.usedUdpPorts(),
                demand.gpus() == 0 ? 0 : ledger.freeGpus().size(),
                groupTasks.getOrDefault(host.instance().id(), 0));
    }

    /** Makes a task for each assignment and writes it with its host's ledger. */
    List<Task> start(Launch launch, List<String> assignments) {
        List<Task> tasks = new ArrayList<>();
        Map<String, Allocation> ledgers = new LinkedHashMap<>();
        for (String id : assignments) {
            Host host = Optional.ofNullable(byInstance.get(id)).orElseThrow();
            Task task = launch.task(tx.newId(), host.instance().instanceId(), tx.now());
            String ledger = host.allocation().id();
            Allocation before = ledgers.getOrDefault(ledger, host.allocation());
            ledgers.put(ledger, before.claim(Demands.claim(launch.demand(), task.id())));
            tx.put(Tasks.TABLE, task);
            tasks.add(task);
        }
        ledgers.values().forEach(ledger -> tx.put(Allocations.TABLE, ledger));
        return tasks;
    }
}
