package io.gantry.simulation;

import io.gantry.ecs.port.AgentDesk;
import java.time.Instant;
import java.util.Optional;

/**
 * One web socket between a node and the server: frames arrive in order and once, or, when it breaks, the last ones do not
 * arrive at all. Each side learns of the end at a time of its own.
 */
final class Connection {
    private static final int BROKEN = 1006;

    private final World world;
    private final SimulatedNode node;
    private final SimulatedChannel channel;
    private final String name;
    private Optional<AgentDesk.Session> session = Optional.empty();
    private boolean nodeOpen = true;
    private boolean serverOpen = true;
    private boolean broken;
    private Instant upAt;
    private Instant downAt;

    Connection(World world, SimulatedNode node, SimulatedChannel channel, String name) {
        this.world = world;
        this.node = node;
        this.channel = channel;
        this.name = name;
        this.upAt = world.clock.now();
        this.downAt = world.clock.now();
    }

    /** The server's end as its room sees it. */
    AgentDesk.Channel serverEnd() {
        return new AgentDesk.Channel() {
            @Override
            public void send(String frame) {
                down(frame);
            }

            @Override
            public void close(int code, String reason) {
                closeDown(code, reason);
            }
        };
    }

    void taken(AgentDesk.Session made) {
        session = Optional.of(made);
    }

    boolean isOpenAtNode() {
        return nodeOpen;
    }

    /** The node sends a frame. */
    void up(String frame) {
        if (!nodeOpen || broken) {
            return;
        }
        world.trace.say(name, "> " + frame);
        upAt = world.network.arrival(node, upAt);
        world.at(upAt, () -> {
            if (serverOpen && !broken) {
                world.server.onSessions(this, () -> session.ifPresent(s -> s.onText(frame)));
            }
        });
    }

    private void down(String frame) {
        if (!serverOpen || broken) {
            return;
        }
        world.trace.say(name, "< " + frame);
        downAt = world.network.arrival(node, downAt);
        world.at(downAt, () -> {
            if (nodeOpen && !broken) {
                channel.heard(this, frame);
            }
        });
    }

    /** The node closes its end, or dies. */
    void closeUp(String why) {
        if (nodeOpen) {
            nodeOpen = false;
            world.trace.say(name, "closed by the node: " + why);
            upAt = world.network.arrivalOfEnd(node, upAt);
            world.at(upAt, this::endServer);
        }
    }

    private void closeDown(int code, String reason) {
        if (serverOpen) {
            world.trace.say(name, "closed by the server: " + code + " " + reason);
            downAt = world.network.arrival(node, downAt);
            world.at(downAt, () -> endNode(code));
            // The answer to the close, or the end of waiting for it.
            world.at(world.network.arrivalOfEnd(node, downAt), this::endServer);
        }
    }

    /** The server's process ended: its kernel resets what is still there. */
    void serverDied() {
        serverOpen = false;
        downAt = world.network.arrival(node, downAt);
        if (!world.network.isCut(node)) {
            world.at(downAt, () -> endNode(BROKEN));
        }
    }

    /** Something on the way dropped it: frames under way are lost, and both ends find out. */
    void drop() {
        if (!broken && (nodeOpen || serverOpen)) {
            world.trace.say(name, "dropped");
            broken = true;
            world.at(world.network.arrival(node, downAt), () -> endNode(BROKEN));
            world.at(world.network.arrivalOfEnd(node, upAt), this::endServer);
        }
    }

    private void endNode(int code) {
        if (nodeOpen) {
            nodeOpen = false;
            channel.closed(this, code);
        }
    }

    private void endServer() {
        if (serverOpen) {
            serverOpen = false;
            world.server.onSessions(this, () -> session.ifPresent(AgentDesk.Session::onClose));
            world.server.forget(this);
        }
    }
}
