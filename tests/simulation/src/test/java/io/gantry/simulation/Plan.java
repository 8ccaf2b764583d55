package io.gantry.simulation;

import io.gantry.ecs.service.ServiceTiming;
import io.gantry.kit.Gen;
import java.time.Duration;
import java.util.List;

/**
 * How a run goes: made from its seed, so that seeds differ in what goes wrong and how often.
 *
 * @param nodes machines at the start
 * @param length how long things are asked for and go wrong
 * @param quiet how long nothing goes wrong any more afterwards
 * @param lostRequests the chance that a node's request never arrives
 * @param lateRequests the chance that it arrives after the node has given up
 * @param repeatedRequests the chance that it arrives twice
 * @param lostAnswers the chance that it is applied and the answer is lost
 * @param engineFaults the chance that a call to a container engine is slow, fails or hangs
 * @param troubles how long it is, on the average, from one fault of a machine or process to the next
 * @param asks how long it is, on the average, from one call of a client to the next
 * @param serviceTiming the periods of services
 * @param kinds what else goes wrong: few kinds in a seed meet each other more often than all of them would
 */
record Plan(
        int nodes,
        Duration length,
        Duration quiet,
        double lostRequests,
        double lateRequests,
        double repeatedRequests,
        double lostAnswers,
        double engineFaults,
        Duration troubles,
        Duration asks,
        ServiceTiming serviceTiming,
        List<Kind> kinds) {

    /** What may befall a machine or a process. */
    enum Kind {
        SERVER_KILLED,
        SERVER_KILLED_WRITING,
        SERVER_DISK_FULL,
        NODE_KILLED,
        NODE_KILLED_WRITING,
        NODE_DISK_FULL,
        MACHINE_REBOOTED,
        PARTITION,
        CONNECTION_DROPPED,
        ENGINE_AWAY,
        ENGINE_RESTARTED,
        EVENTS_LOST,
        CONTAINER_ENDED
    }

    /** Some seeds are calm, so that what follows from no fault is exact; some are stormy. */
    private static double wear(Gen gen) {
        return switch (gen.below(10)) {
            case 0 -> 0;
            case 1, 2 -> 2.5;
            default -> gen.random().nextDouble();
        };
    }

    static Plan of(Gen gen) {
        double wear = wear(gen);
        return new Plan(
                gen.between(1, 4),
                Duration.ofMinutes(10),
                Duration.ofMinutes(8),
                0.05 * wear,
                0.03 * wear,
                0.05 * wear,
                0.05 * wear,
                0.08 * wear,
                wear == 0 ? Duration.ofDays(1) : Duration.ofMillis((long) (10_000 / (0.2 + wear))),
                Duration.ofMillis(gen.between(1500, 6000)),
                new ServiceTiming(
                        Duration.ofSeconds(gen.oneOf(0, 5, 40)),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(1),
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(5)),
                gen.shuffled(List.of(Kind.values())).subList(0, gen.between(1, Kind.values().length)));
    }
}
