package io.gantry.simulation;

import io.gantry.kit.Gen;
import io.gantry.kit.SimulatedEnv;
import io.gantry.kit.VirtualClock;
import io.gantry.kit.agent.FakeRegistry;
import io.gantry.simulation.SimulatedNode.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Everything of one run, on one clock and from one seed. */
final class World {
    /** More steps in one moment than any real work takes. */
    private static final int STEPS_IN_A_MOMENT = 20_000;

    final VirtualClock clock = new VirtualClock();
    final Trace trace = new Trace(clock);
    final Plan plan;
    final FakeRegistry registry;
    final Network network;
    final SimulatedServer server;
    final List<SimulatedNode> nodes = new ArrayList<>();
    final Invariants invariants;
    final Workload workload;

    private final Gen gen;
    private final SimulatedEnv env;
    private final Trouble trouble;

    World(long seed) {
        gen = new Gen(seed);
        plan = Plan.of(gen.split());
        env = new SimulatedEnv(clock, gen.split());
        registry = new FakeRegistry(new SimulatedEnv(clock, gen.split()));
        Programs.publish(registry);
        network = new Network(this, gen.split());
        server = new SimulatedServer(this, gen.split());
        invariants = new Invariants(this);
        workload = new Workload(this, gen.split());
        trouble = new Trouble(this, gen.split());
        trace.say("world", plan.toString());
    }

    /** Runs the whole plan. */
    void run() {
        server.start();
        workload.begin();
        for (int i = 0; i < plan.nodes(); i++) {
            addNode();
        }
        trouble.begin();
        advance(plan.length());
        workload.end();
        trouble.end();
        advance(plan.quiet());
        Ending.check(this);
    }

    /** A machine joins. */
    SimulatedNode addNode() {
        Machine machine = new Machine(1024 * gen.between(1, 4), 1024 * gen.between(1, 4), gen.oneOf("a", "b", "c"));
        SimulatedNode node = new SimulatedNode(this, "node-" + (nodes.size() + 1), machine, gen.split());
        node.docker().watchEndings(container -> invariants.ending(node, container));
        nodes.add(node);
        if (network.isRough()) {
            trouble.wear(node);
        }
        node.boot();
        return node;
    }

    /** Lets time pass, with a look at everything after each step. */
    void advance(Duration length) {
        Instant end = clock.now().plus(length);
        Instant before = clock.now();
        int still = 0;
        while (clock.nextDue().filter(due -> !due.isAfter(end)).isPresent()) {
            clock.runNext();
            invariants.check();
            still = clock.now().equals(before) ? still + 1 : 0;
            before = clock.now();
            Invariants.require(still < STEPS_IN_A_MOMENT, "something is busy without an end");
        }
        clock.advance(Duration.between(clock.now(), end));
    }

    /** Does something at a moment, whatever process lives then. */
    void at(Instant moment, Runnable task) {
        env.timers().after(Duration.between(clock.now(), moment), task);
    }

    /** Machines that belong to the cluster. */
    List<SimulatedNode> members() {
        return nodes.stream().filter(node -> !node.isGone()).toList();
    }
}
