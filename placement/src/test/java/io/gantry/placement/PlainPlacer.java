package io.gantry.placement;

import io.gantry.placement.query.Facts;
import io.gantry.placement.query.Query;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;

/**
 * Placement in the plainest way, as the oracle of {@link Placer}: it looks at every host for every copy, follows the chain
 * link by link, and keeps every host that the chain leaves.
 */
final class PlainPlacer {
    private final Request request;
    private final RunningTasks running;
    private final Map<String, Slot> slots = new LinkedHashMap<>();

    PlainPlacer(List<Host> hosts, Request request, RunningTasks running) {
        this.request = request;
        this.running = running;
        hosts.forEach(host -> slots.put(host.id(), new Slot(host)));
    }

    /** The hosts that the next copy may go to. */
    Set<String> choices() {
        List<Slot> best =
                slots.values().stream().filter(slot -> refusal(slot).isEmpty()).toList();
        for (Strategy strategy : request.strategies()) {
            if (best.isEmpty() || strategy instanceof Strategy.Random) {
                break;
            }
            best = least(best, measure(strategy));
        }
        Set<String> ids = new HashSet<>();
        best.forEach(slot -> ids.add(slot.host.id()));
        return ids;
    }

    /** Puts the next copy there. */
    void put(String id) {
        Slot slot = Optional.ofNullable(slots.get(id)).orElseThrow();
        slot.cpu -= request.demand().cpu();
        slot.memory -= request.demand().memory();
        slot.gpus -= request.demand().gpus();
        slot.interfaces -= request.demand().interfaces();
        slot.tcp.addAll(request.demand().tcpPorts());
        slot.udp.addAll(request.demand().udpPorts());
        slot.groups.merge(request.group(), 1, Integer::sum);
    }

    /** Why each host refuses the next copy. */
    List<Placement.Refusal> refusals() {
        return slots.values().stream()
                .map(slot -> new Placement.Refusal(slot.host.id(), refusal(slot).orElseThrow()))
                .toList();
    }

    private ToIntFunction<Slot> measure(Strategy strategy) {
        return switch (strategy) {
            case Strategy.BinpackCpu _ -> slot -> slot.cpu;
            case Strategy.BinpackMemory _ -> slot -> slot.memory;
            case Strategy.SpreadHosts _ -> slot -> slot.tasks(request.group());
            case Strategy.SpreadAttribute spread ->
                slot -> slots.values().stream()
                        .filter(other -> other.value(spread.attribute()).equals(slot.value(spread.attribute())))
                        .mapToInt(other -> other.tasks(request.group()))
                        .sum();
            case Strategy.Random _ -> throw new IllegalStateException("chance has no measure");
        };
    }

    private static List<Slot> least(List<Slot> slots, ToIntFunction<Slot> measure) {
        int least = slots.stream().mapToInt(measure).min().orElseThrow();
        return slots.stream().filter(slot -> measure.applyAsInt(slot) == least).toList();
    }

    private Optional<Reason> refusal(Slot slot) {
        Demand demand = request.demand();
        if (!slot.host.connected()) {
            return Optional.of(new Reason.Agent());
        }
        for (Map.Entry<String, String> needed : demand.attributes()) {
            String has = slot.host.kind().attributes().get(needed.getKey());
            if (has == null
                    || !(needed.getValue().isEmpty() || needed.getValue().equals(has))) {
                return Optional.of(new Reason.Attribute(needed.getKey()));
            }
        }
        if (request.distinctHosts() && slot.tasks(request.group()) > 0) {
            return Optional.of(new Reason.DistinctInstance());
        }
        for (Query constraint : request.constraints()) {
            if (!constraint.holds(slot.facts(running))) {
                return Optional.of(new Reason.MemberOf(constraint.text()));
            }
        }
        return lacking(slot, demand);
    }

    private static Optional<Reason> lacking(Slot slot, Demand demand) {
        if (demand.cpu() > 0 && demand.cpu() > slot.cpu) {
            return lacking(Reason.Resource.Kind.CPU, demand.cpu(), slot.cpu);
        }
        if (demand.memory() > 0 && demand.memory() > slot.memory) {
            return lacking(Reason.Resource.Kind.MEMORY, demand.memory(), slot.memory);
        }
        if (demand.tcpPorts().stream().anyMatch(slot.tcp::contains)
                || demand.udpPorts().stream().anyMatch(slot.udp::contains)) {
            return Optional.of(new Reason.Resource(Reason.Resource.Kind.PORTS, "a fixed host port is taken"));
        }
        if (demand.gpus() > 0 && demand.gpus() > slot.gpus) {
            return lacking(Reason.Resource.Kind.GPU, demand.gpus(), slot.gpus);
        }
        if (demand.interfaces() > 0 && demand.interfaces() > slot.interfaces) {
            return lacking(Reason.Resource.Kind.ENI, demand.interfaces(), slot.interfaces);
        }
        return Optional.empty();
    }

    private static Optional<Reason> lacking(Reason.Resource.Kind kind, int wanted, int free) {
        return Optional.of(new Reason.Resource(kind, "wanted " + wanted + ", free " + Math.max(free, 0)));
    }

    /** A host with what is left of it. */
    private static final class Slot {
        private final Host host;
        private final Set<Integer> tcp;
        private final Set<Integer> udp;
        private final Map<String, Integer> groups = new HashMap<>();
        private int cpu;
        private int memory;
        private int gpus;
        private int interfaces;

        Slot(Host host) {
            this.host = host;
            this.tcp = new HashSet<>(host.free().usedTcpPorts());
            this.udp = new HashSet<>(host.free().usedUdpPorts());
            this.cpu = host.free().cpu();
            this.memory = host.free().memory();
            this.gpus = host.free().gpus();
            this.interfaces = host.free().interfaces();
            host.groups().names().forEach(name -> groups.put(name, host.groups().of(name)));
        }

        int tasks(String group) {
            return groups.getOrDefault(group, 0);
        }

        String value(String attribute) {
            return host.kind().attributes().getOrDefault(attribute, "");
        }

        Facts facts(RunningTasks running) {
            Instant registered = host.registeredAt();
            return new Facts(
                    host.connected(),
                    host.kind().agentVersion(),
                    host.kind().attributes(),
                    host.ec2InstanceId(),
                    registered,
                    running.on(host.id()),
                    groups.keySet());
        }
    }
}
