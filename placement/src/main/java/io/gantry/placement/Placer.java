package io.gantry.placement;

import io.gantry.placement.query.Facts;
import io.gantry.placement.query.Query;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Places copies of a task one after the other, each where the strategies prefer it after the ones before. */
public final class Placer {
    private Placer() {}

    /**
     * Places as many copies as fit.
     *
     * @param random decides among candidates that the strategies leave equal
     */
    public static Placement place(List<Candidate> candidates, Request request, RandomGenerator random) {
        List<Slot> slots = candidates.stream().map(Slot::new).toList();
        List<String> assignments = new ArrayList<>();
        while (assignments.size() < request.count()) {
            List<Slot> fitting = slots.stream()
                    .filter(slot -> refusal(slot, request).isEmpty())
                    .toList();
            if (fitting.isEmpty()) {
                return new Placement(assignments, refusals(slots, request));
            }
            Slot chosen = choose(slots, fitting, request.strategies(), random);
            chosen.copies++;
            chosen.usesPorts |= request.demand().hasFixedPorts();
            chosen.cpu -= request.demand().cpu();
            chosen.memory -= request.demand().memory();
            chosen.gpus -= request.demand().gpus();
            assignments.add(chosen.candidate.id());
        }
        return new Placement(assignments, List.of());
    }

    /** Why {@code candidate} cannot take one copy; empty when it can. */
    public static Optional<Reason> refusal(Candidate candidate, Request request) {
        return refusal(new Slot(candidate), request);
    }

    private static List<Placement.Refusal> refusals(List<Slot> slots, Request request) {
        return slots.stream()
                .map(slot -> new Placement.Refusal(
                        slot.candidate.id(), refusal(slot, request).orElseThrow()))
                .toList();
    }

    private static Optional<Reason> refusal(Slot slot, Request request) {
        Candidate host = slot.candidate;
        Demand demand = request.demand();
        if (!host.connected()) {
            return Optional.of(new Reason.Agent());
        }
        for (Map.Entry<String, String> needed : demand.attributes()) {
            String has = host.attributes().get(needed.getKey());
            boolean any = needed.getValue().isEmpty();
            if (has == null || (!any && !has.equals(needed.getValue()))) {
                return Optional.of(new Reason.Attribute(needed.getKey()));
            }
        }
        if (request.distinctHosts() && host.groupTasks() + slot.copies > 0) {
            return Optional.of(new Reason.DistinctInstance());
        }
        for (Query constraint : request.constraints()) {
            if (!constraint.holds(slot.facts(request.group()))) {
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
        if (slot.usesPorts
                || taken(demand.tcpPorts(), slot.candidate.usedTcpPorts())
                || taken(demand.udpPorts(), slot.candidate.usedUdpPorts())) {
            return Optional.of(new Reason.Resource(Reason.Resource.Kind.PORTS, "a fixed host port is taken"));
        }
        if (demand.gpus() > 0 && demand.gpus() > slot.gpus) {
            return lacking(Reason.Resource.Kind.GPU, demand.gpus(), slot.gpus);
        }
        return Optional.empty();
    }

    private static Optional<Reason> lacking(Reason.Resource.Kind kind, int wanted, int free) {
        return Optional.of(new Reason.Resource(kind, "wanted " + wanted + ", free " + Math.max(free, 0)));
    }

    private static boolean taken(Set<Integer> wanted, Set<Integer> used) {
        return wanted.stream().anyMatch(used::contains);
    }

    private static Slot choose(List<Slot> all, List<Slot> fitting, List<Strategy> chain, RandomGenerator random) {
        List<Slot> best = fitting;
        for (Strategy strategy : chain) {
            best = switch (strategy) {
                case Strategy.Random _ -> List.of(best.get(random.nextInt(best.size())));
                case Strategy.BinpackCpu _ -> least(best, slot -> slot.cpu);
                case Strategy.BinpackMemory _ -> least(best, slot -> slot.memory);
                case Strategy.SpreadHosts _ -> least(best, Slot::groupTasks);
                case Strategy.SpreadAttribute spread -> {
                    Map<String, Integer> tasks = groupTasksBy(all, spread.attribute());
                    yield least(best, slot -> tasks.getOrDefault(slot.value(spread.attribute()), 0));
                }
            };
        }
        return best.get(random.nextInt(best.size()));
    }

    private static Map<String, Integer> groupTasksBy(List<Slot> slots, String attribute) {
        Map<String, Integer> tasks = new HashMap<>();
        for (Slot slot : slots) {
            tasks.merge(slot.value(attribute), slot.groupTasks(), Integer::sum);
        }
        return tasks;
    }

    private static List<Slot> least(List<Slot> slots, ToIntFunction<Slot> measure) {
        int least = slots.stream().mapToInt(measure).min().orElseThrow();
        return slots.stream().filter(slot -> measure.applyAsInt(slot) == least).collect(Collectors.toList());
    }

    /** A candidate with the copies that this request has put on it so far. */
    private static final class Slot {
        private final Candidate candidate;
        private int cpu;
        private int memory;
        private int gpus;
        private int copies;
        private boolean usesPorts;

        Slot(Candidate candidate) {
            this.candidate = candidate;
            this.cpu = candidate.freeCpu();
            this.memory = candidate.freeMemory();
            this.gpus = candidate.freeGpus();
        }

        Facts facts(String group) {
            return copies == 0 ? candidate.facts() : candidate.facts().withGroup(group);
        }

        int groupTasks() {
            return candidate.groupTasks() + copies;
        }

        String value(String attribute) {
            return candidate.attributes().getOrDefault(attribute, "");
        }
    }
}
