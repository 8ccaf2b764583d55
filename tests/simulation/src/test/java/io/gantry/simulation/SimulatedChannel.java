package io.gantry.simulation;

import io.gantry.agent.protocol.AcsMessage;
import io.gantry.agent.protocol.AgentMessage;
import io.gantry.agent.protocol.AgentMessages;
import io.gantry.agent.protocol.AgentTimers;
import io.gantry.agent.protocol.Refusal;
import io.gantry.agent.protocol.TcsMessage;
import io.gantry.base.Env;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** A node's end of one channel, kept open by the rules of agent-protocol.md 5.4 and 9.1, as the node's program does. */
final class SimulatedChannel {
    private static final Set<Integer> ORDINARY = Set.of(1000, 1001, 1006, 1011);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final World world;
    private final SimulatedNode.Life life;
    private final boolean telemetry;
    private final String name;
    private Optional<Connection> open = Optional.empty();
    private Optional<Env.Timer> next = Optional.empty();
    private Instant silentAt = Instant.MAX;
    private int failures;
    private boolean connecting;

    SimulatedChannel(World world, SimulatedNode.Life life, boolean telemetry) {
        this.world = world;
        this.life = life;
        this.telemetry = telemetry;
        this.name = life.node().name() + (telemetry ? " tcs" : " acs");
    }

    /** Connects now, whatever it waited for. */
    void start() {
        if (open.isEmpty() && !connecting) {
            again(Duration.ZERO);
        }
    }

    /** Makes no connection for so long, and ends the present one. */
    void hold(Duration pause) {
        open.ifPresent(connection -> connection.closeUp("instance inactive"));
        lost();
        again(pause);
    }

    void send(AgentMessage message) {
        open.ifPresent(connection -> connection.up(AgentMessages.encode(message)));
    }

    /** Breaks the connection, if there is one. */
    void drop() {
        open.ifPresent(Connection::drop);
    }

    /** The process dies. */
    void die() {
        open.ifPresent(connection -> connection.closeUp("the node died"));
        open = Optional.empty();
    }

    private void again(Duration pause) {
        next.ifPresent(Env.Timer::cancel);
        connecting = false;
        next = Optional.of(life.env().timers().after(pause, this::connect));
    }

    private void failed() {
        failures++;
        again((telemetry ? AgentTimers.TCS_RECONNECT : AgentTimers.ACS_RECONNECT)
                .delay(failures, life.env().random().nextDouble()));
    }

    /** The handshake, from the first byte to the answer's arrival. */
    private void connect() {
        connecting = true;
        SimulatedNode node = life.node();
        if (world.network.isCut(node)) {
            next = Optional.of(life.env().timers().after(AgentTimers.HANDSHAKE, this::failed));
            return;
        }
        String query = telemetry
                ? life.query().tcs("http://127.0.0.1:4566/tcs").getRawQuery()
                : life.query().acs("http://127.0.0.1:4566/acs").getRawQuery();
        world.at(world.network.arrival(node, world.clock.now()), () -> upgrade(query));
    }

    private void upgrade(String query) {
        if (life.env().isKilled()) {
            return;
        }
        if (!world.server.isAlive()) {
            failed();
            return;
        }
        Optional<Refusal> refusal = world.server.admit(query);
        if (refusal.isPresent()) {
            world.trace.say(name, "refused: " + refusal.get());
            refused(refusal.get());
            return;
        }
        connecting = false;
        Connection made = new Connection(world, life.node(), this, name);
        open = Optional.of(made);
        world.trace.say(name, "opens");
        world.server.open(telemetry, query, made);
        rearm();
        life.connection(telemetry, true);
        watchSilence(made);
    }

    private void refused(Refusal refusal) {
        if (refusal.name() == Refusal.Name.INACTIVE_INSTANCE) {
            again(AgentTimers.INACTIVE_INSTANCE);
            if (!telemetry) {
                life.inactive();
            }
        } else {
            failed();
        }
    }

    void heard(Connection from, String frame) {
        if (!open.equals(Optional.of(from))) {
            return;
        }
        Optional<AgentMessage> message = AgentMessages.decode(frame);
        if (!telemetry || message.filter(SimulatedChannel::rearmsTelemetry).isPresent()) {
            rearm();
        }
        if (message.isPresent() && message.get() instanceof AcsMessage acs && !telemetry) {
            life.heard(acs);
        }
    }

    /** An ordinary end, and a broken connection, are followed by another try at once. */
    void closed(Connection which, int code) {
        if (open.equals(Optional.of(which))) {
            lost();
            if (ORDINARY.contains(code)) {
                failures = 0;
                again(AT_ONCE);
            } else {
                failed();
            }
        }
    }

    private void lost() {
        if (open.isPresent()) {
            open = Optional.empty();
            life.connection(telemetry, false);
        }
    }

    private void rearm() {
        long jitter = life.env().random().nextLong(AgentTimers.INACTIVITY_JITTER.toMillis());
        silentAt = world.clock.now().plus(AgentTimers.INACTIVITY).plusMillis(jitter);
    }

    private void watchSilence(Connection watched) {
        Duration left = Duration.between(world.clock.now(), silentAt);
        Env.Timer _ = life.env().timers().after(left.isPositive() ? left : Duration.ZERO, () -> {
            if (!open.equals(Optional.of(watched))) {
                return;
            }
            if (world.clock.now().isBefore(silentAt)) {
                watchSilence(watched);
                return;
            }
            watched.closeUp("nothing heard");
            closed(watched, 1000);
        });
    }

    private static boolean rearmsTelemetry(AgentMessage message) {
        return message instanceof TcsMessage.AckPublishMetric
                || message instanceof TcsMessage.AckPublishHealth
                || message instanceof TcsMessage.AckPublishInstanceStatus
                || message instanceof AcsMessage.HeartbeatMessage;
    }
}
