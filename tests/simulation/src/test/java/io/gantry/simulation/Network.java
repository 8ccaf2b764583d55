package io.gantry.simulation;

import io.gantry.kit.Gen;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The way between nodes and the server: how long things take on it, and when nothing passes. */
final class Network {
    private static final Duration GIVEN_UP = Duration.ofMinutes(3);

    private final World world;
    private final Gen gen;
    private final Map<String, Instant> cutUntil = new HashMap<>();
    private boolean rough = true;

    Network(World world, Gen gen) {
        this.world = world;
        this.gen = gen;
    }

    /** From now on nothing is slow or lost any more. */
    void calm() {
        rough = false;
        cutUntil.clear();
    }

    boolean isRough() {
        return rough;
    }

    /** Lets nothing pass between this node and the server for a while. */
    void cut(SimulatedNode node, Duration length) {
        world.trace.say(node.name(), "is cut off for " + length);
        cutUntil.put(node.name(), world.clock.now().plus(length));
    }

    boolean isCut(SimulatedNode node) {
        return mended(node).isAfter(world.clock.now());
    }

    private Instant mended(SimulatedNode node) {
        return cutUntil.getOrDefault(node.name(), Instant.EPOCH);
    }

    /** One way, once. */
    Duration latency() {
        if (rough && gen.chance(0.02)) {
            return Duration.ofMillis(gen.between(100, 3000));
        }
        return Duration.ofMillis(gen.between(1, 15));
    }

    /** When something that is sent now arrives, not before what was sent before it. */
    Instant arrival(SimulatedNode node, Instant before) {
        Instant now = world.clock.now();
        Instant from = isCut(node) ? mended(node).plusMillis(gen.below(5000)) : now;
        Instant at = from.plus(latency());
        return at.isBefore(before) ? before : at;
    }

    /** The same of the end of a connection, which the other side assumes after long silence. */
    Instant arrivalOfEnd(SimulatedNode node, Instant before) {
        Instant arrival = arrival(node, before);
        Instant assumed = world.clock.now().plus(GIVEN_UP);
        return arrival.isBefore(assumed) ? arrival : assumed;
    }

    /** Whether a call goes wrong in the way that has this chance. */
    boolean hits(double chance) {
        return rough && gen.chance(chance);
    }

    Gen gen() {
        return gen;
    }
}
