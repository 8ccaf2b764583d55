package io.gantry.simulation;

import io.gantry.agent.node.port.ContainerRuntime.Container;
import io.gantry.agent.node.port.ContainerRuntime.State;
import io.gantry.kit.Gen;
import io.gantry.kit.agent.Fault;
import io.gantry.store.embedded.MemoryJournal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Makes things go wrong, and mends everything in the end. */
final class Trouble {
    private final World world;
    private final Gen gen;
    private boolean ended;

    Trouble(World world, Gen gen) {
        this.world = world;
        this.gen = gen;
    }

    void begin() {
        next();
    }

    /** Mends all that is broken and lets nothing go wrong any more. */
    void end() {
        world.trace.say("trouble", "ends");
        ended = true;
        world.network.calm();
        if (world.server.isAlive()) {
            world.server.journal(MemoryJournal.Mode.WORKING);
        } else {
            world.server.start();
        }
        for (SimulatedNode node : world.nodes) {
            mend(node);
            node.journal(MemoryJournal.Mode.WORKING);
            node.boot();
        }
    }

    private void mend(SimulatedNode node) {
        node.docker().faults().none();
        node.docker().eventDelay(Duration.ZERO);
        node.docker().eventsBeforeResponses(false);
        node.docker().comeBack();
    }

    /** An engine's calls are slow, fail or hang now and then, in the way of its plan. */
    void wear(SimulatedNode node) {
        double chance = world.plan.engineFaults();
        node.docker().eventsBeforeResponses(gen.chance(0.3));
        node.docker().eventDelay(Duration.ofMillis(gen.oneOf(0, 0, 10, 500)));
        node.docker().faults().source(call -> {
            if (!gen.chance(chance)) {
                return Optional.empty();
            }
            Fault fault = fault();
            world.trace.say(node.name(), "engine " + call + ": " + fault);
            return Optional.of(fault);
        });
    }

    private Fault fault() {
        return switch (gen.below(4)) {
            case 0 -> new Fault.Fails("something is wrong inside");
            case 1 -> new Fault.Hangs(Duration.ofSeconds(gen.between(1, 60)), gen.chance(0.5));
            default -> new Fault.Slow(Duration.ofMillis(gen.between(10, 5000)));
        };
    }

    private void next() {
        long mean = world.plan.troubles().toMillis();
        Duration pause = Duration.ofMillis(1 + gen.random().nextLong(2 * mean));
        world.at(world.clock.now().plus(pause), () -> {
            if (!ended) {
                strike();
                next();
            }
        });
    }

    private void strike() {
        List<SimulatedNode> members = world.members();
        if (members.isEmpty()) {
            return;
        }
        SimulatedNode node = gen.oneOf(members);
        Plan.Kind kind = gen.oneOf(world.plan.kinds());
        world.trace.say("trouble", kind + " " + node.name());
        switch (kind) {
            case SERVER_KILLED -> serverDies(MemoryJournal.Mode.WORKING);
            case SERVER_KILLED_WRITING ->
                serverDies(gen.oneOf(
                        MemoryJournal.Mode.KILLED_BEFORE_WRITE,
                        MemoryJournal.Mode.KILLED_AFTER_WRITE,
                        MemoryJournal.Mode.FAILING));
            case SERVER_DISK_FULL -> serverDiskFull();
            case NODE_KILLED -> nodeDies(node);
            case NODE_KILLED_WRITING ->
                node.journal(gen.oneOf(MemoryJournal.Mode.KILLED_BEFORE_WRITE, MemoryJournal.Mode.KILLED_AFTER_WRITE));
            case NODE_DISK_FULL -> nodeDiskFull(node);
            case MACHINE_REBOOTED -> reboot(node);
            case PARTITION -> world.network.cut(node, partition());
            case CONNECTION_DROPPED -> node.drop(gen.chance(0.3));
            case ENGINE_AWAY -> engineAway(node, true);
            case ENGINE_RESTARTED -> engineAway(node, false);
            case EVENTS_LOST -> eventsLost(node);
            case CONTAINER_ENDED -> containerDies(node);
        }
    }

    private Duration partition() {
        return gen.chance(0.7) ? Duration.ofSeconds(gen.between(1, 45)) : Duration.ofSeconds(gen.between(46, 600));
    }

    private void serverDies(MemoryJournal.Mode how) {
        if (how == MemoryJournal.Mode.WORKING) {
            world.server.crash("killed");
        } else {
            world.server.journal(how);
        }
        // Where its next write kills it, that happens before long; else it is killed then.
        later(gen.between(1, 30), () -> {
            world.server.crash("killed");
            world.server.start();
        });
    }

    private void nodeDies(SimulatedNode node) {
        node.crash("killed");
        later(gen.between(1, gen.chance(0.8) ? 15 : 120), node::boot);
    }

    private void engineAway(SimulatedNode node, boolean liveRestore) {
        node.docker().goAway(liveRestore);
        later(gen.between(1, gen.chance(0.8) ? 60 : 300), () -> {
            world.trace.say(node.name(), "engine is back");
            node.docker().comeBack();
        });
    }

    /** The power fails: process and containers end at once, and the engine is there again before the node or after it. */
    private void reboot(SimulatedNode node) {
        node.crash("the machine reboots");
        node.docker().goAway(false);
        later(gen.between(10, 40), node.docker()::comeBack);
        later(gen.between(10, 40), node::boot);
    }

    private void eventsLost(SimulatedNode node) {
        world.trace.say(node.name(), "events are lost");
        node.docker().loseEvents();
        later(gen.between(1, 90), node.docker()::restoreEvents);
    }

    private void containerDies(SimulatedNode node) {
        List<Container> running = node.docker().everything().stream()
                .filter(container -> container.state() == State.RUNNING)
                .toList();
        if (!running.isEmpty()) {
            Container victim = gen.oneOf(running);
            int code = gen.oneOf(0, 1, 3, 137, 139, 143);
            world.trace.say(node.name(), "container " + victim.name() + " ends with " + code);
            node.docker().exit(victim.id(), code);
        }
    }

    private void serverDiskFull() {
        if (world.server.isAlive()) {
            world.server.journal(full());
            later(gen.between(1, 40), () -> world.server.journal(MemoryJournal.Mode.WORKING));
        }
    }

    private void nodeDiskFull(SimulatedNode node) {
        node.journal(full());
        later(gen.between(1, 40), () -> node.journal(MemoryJournal.Mode.WORKING));
    }

    private MemoryJournal.Mode full() {
        return gen.oneOf(MemoryJournal.Mode.FULL, MemoryJournal.Mode.FULL_AFTER_WRITE);
    }

    private void later(int seconds, Runnable task) {
        world.at(world.clock.now().plusSeconds(seconds), () -> {
            if (!ended) {
                task.run();
            }
        });
    }
}
