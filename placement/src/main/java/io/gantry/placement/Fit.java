package io.gantry.placement;

import io.gantry.placement.query.Query;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether one host can take one copy of a task, and if not, why. */
final class Fit {
    /** Less than any host has, which may have less than nothing. */
    private static final int ANY_AMOUNT = Integer.MIN_VALUE;

    private final Request request;
    private final RunningTasks running;
    private final List<Query> ofHosts;
    private final boolean rare;

    Fit(Request request, RunningTasks running) {
        this.request = request;
        this.running = running;
        this.ofHosts =
                request.constraints().stream().filter(Query::asksAboutHosts).toList();
        Demand demand = request.demand();
        this.rare = !ofHosts.isEmpty() || demand.hasFixedPorts() || demand.gpus() > 0 || demand.interfaces() > 0;
    }

    /** CPU units that a host must have free: one that wants none fits on a host that has less than none. */
    int cpu() {
        return request.demand().cpu() > 0 ? request.demand().cpu() : ANY_AMOUNT;
    }

    /** MiB that a host must have free, likewise. */
    int memory() {
        return request.demand().memory() > 0 ? request.demand().memory() : ANY_AMOUNT;
    }

    /** Whether {@link #admits} has anything to ask. */
    boolean isRare() {
        return rare;
    }

    /** What a host of an eligible kind must have besides processor and memory. */
    boolean admits(Host host) {
        return lackingRare(host.free()).isEmpty()
                && (ofHosts.isEmpty() || unsatisfied(ofHosts, host).isEmpty());
    }

    /** Why {@code host} cannot take a copy; empty when it can. */
    Optional<Reason> refusal(Host host) {
        if (!host.connected()) {
            return Optional.of(new Reason.Agent());
        }
        Optional<String> attribute =
                Selection.lacking(host.kind(), request.demand().attributes());
        if (attribute.isPresent()) {
            return Optional.of(new Reason.Attribute(attribute.get()));
        }
        if (request.distinctHosts() && host.groups().of(request.group()) > 0) {
            return Optional.of(new Reason.DistinctInstance());
        }
        Optional<Query> constraint = unsatisfied(request.constraints(), host);
        if (constraint.isPresent()) {
            return Optional.of(new Reason.MemberOf(constraint.get().text()));
        }
        if (host.free().cpu() < cpu()) {
            return lacking(
                    Reason.Resource.Kind.CPU,
                    request.demand().cpu(),
                    host.free().cpu());
        }
        if (host.free().memory() < memory()) {
            return lacking(
                    Reason.Resource.Kind.MEMORY,
                    request.demand().memory(),
                    host.free().memory());
        }
        return lackingRare(host.free());
    }

    private Optional<Query> unsatisfied(List<Query> constraints, Host host) {
        if (constraints.isEmpty()) {
            return Optional.empty();
        }
        boolean counts = constraints.stream().anyMatch(Query::asksAboutTasks);
        var facts = host.facts(counts ? running.on(host.id()) : 0);
        return constraints.stream().filter(query -> !query.holds(facts)).findFirst();
    }

    private Optional<Reason> lackingRare(Free free) {
        Demand demand = request.demand();
        if (taken(demand.tcpPorts(), free.usedTcpPorts()) || taken(demand.udpPorts(), free.usedUdpPorts())) {
            return Optional.of(new Reason.Resource(Reason.Resource.Kind.PORTS, "a fixed host port is taken"));
        }
        if (demand.gpus() > 0 && demand.gpus() > free.gpus()) {
            return lacking(Reason.Resource.Kind.GPU, demand.gpus(), free.gpus());
        }
        if (demand.interfaces() > 0 && demand.interfaces() > free.interfaces()) {
            return lacking(Reason.Resource.Kind.ENI, demand.interfaces(), free.interfaces());
        }
        return Optional.empty();
    }

    private static boolean taken(Set<Integer> wanted, Set<Integer> used) {
        return !wanted.isEmpty() && !Collections.disjoint(wanted, used);
    }

    private static Optional<Reason> lacking(Reason.Resource.Kind kind, int wanted, int free) {
        return Optional.of(new Reason.Resource(kind, "wanted " + wanted + ", free " + Math.max(free, 0)));
    }
}
