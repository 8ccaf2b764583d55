package io.gantry.node;

import io.gantry.agent.protocol.AcsMessage;
import io.gantry.agent.protocol.AgentMessage;
import io.gantry.agent.protocol.AgentMessages;
import io.gantry.agent.protocol.AgentTimers;
import io.gantry.agent.protocol.AgentTimers.Backoff;
import io.gantry.agent.protocol.Refusal;
import io.gantry.agent.protocol.TcsMessage;
import io.gantry.base.Env;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the node's two channels, kept open for as long as the process lives: it connects, ends a connection that is silent
 * or too old, and connects again by the rules of agent-protocol.md 5.4 and 9.1. Losing it stops no container.
 */
final class Channel {
    private static final Logger LOG = LoggerFactory.getLogger(Channel.class);

    private final Kind kind;
    private final Supplier<URI> url;
    private final Socket.Opener opener;
    private final Listener listener;
    private final Env env;

    private final Thread thread;
    private volatile boolean ending;
    private volatile Optional<Socket> open = Optional.empty();
    private volatile Instant heldUntil = Instant.EPOCH;

    /** What differs between the channels. */
    enum Kind {
        ACS,
        TCS;

        private Backoff backoff() {
            return this == ACS ? AgentTimers.ACS_RECONNECT : AgentTimers.TCS_RECONNECT;
        }

        private boolean signedFrames() {
            return this == TCS;
        }

        /** Whether a frame re-arms the inactivity timer: on TCS only the acknowledgements and heartbeats do. */
        private boolean rearms(Optional<AgentMessage> message) {
            return switch (this) {
                case ACS -> true;
                case TCS -> message.filter(Channel::rearmsTelemetry).isPresent();
            };
        }
    }

    /** Hears what happens on the channel, on the channel's threads. */
    interface Listener {
        void connection(boolean nowOpen);

        void heard(AgentMessage message);

        /** The control plane says that this instance is deregistered. */
        void inactive();
    }

    /** @param url the channel's URL; asked for each connection, may throw when it is not known */
    Channel(Kind kind, Supplier<URI> url, Socket.Opener opener, Listener listener, Env env) {
        this.kind = kind;
        this.url = url;
        this.opener = opener;
        this.listener = listener;
        this.env = env;
        this.thread = Thread.ofVirtual().name(kind.name()).unstarted(this::loop);
    }

    void start() {
        thread.start();
    }

    /** Sends a message; without a connection it is lost, as the protocol allows. */
    void send(AgentMessage message) {
        open.ifPresent(socket -> socket.send(AgentMessages.encode(message), kind.signedFrames()));
    }

    /** Makes no connection before {@code until}, and ends the present one. */
    void hold(Instant until) {
        heldUntil = until;
        open.ifPresent(socket -> socket.close(Socket.NORMAL, "instance inactive"));
    }

    /** Connects at once although it was to hold. */
    void release() {
        heldUntil = Instant.EPOCH;
        thread.interrupt();
    }

    void end() {
        ending = true;
        open.ifPresent(socket -> socket.close(Socket.NORMAL, "agent stopping"));
        thread.interrupt();
    }

    private void loop() {
        int failures = 0;
        while (!ending) {
            Duration pause = pause(failures);
            if (!sleep(pause)) {
                continue;
            }
            Instant begun = env.now();
            try {
                boolean again = converse();
                boolean lived = env.now().isAfter(begun.plus(AgentTimers.HEARTBEAT));
                failures = again || lived ? 0 : failures + 1;
            } catch (Socket.NotOpened refused) {
                failures++;
                refused(refused, failures);
            } catch (RuntimeException unreachable) {
                failures++;
                if (failures == 1) {
                    LOG.warn("{}: not connected: {}", kind, unreachable.getMessage());
                }
            }
        }
    }

    private Duration pause(int failures) {
        Duration held = Duration.between(env.now(), heldUntil);
        if (held.isPositive()) {
            return held;
        }
        return failures == 0
                ? Duration.ZERO
                : kind.backoff().delay(failures, env.random().nextDouble());
    }

    /** Whether the pause was not cut short. */
    private boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause);
            return !ending;
        } catch (InterruptedException changed) {
            return false;
        }
    }

    private void refused(Socket.NotOpened refused, int failures) {
        Optional<Refusal> refusal = Refusal.parse(refused.body());
        if (refusal.isPresent() && refusal.get().name() == Refusal.Name.INACTIVE_INSTANCE) {
            LOG.warn("{}: this container instance is deregistered; asking again in an hour", kind);
            heldUntil = env.now().plus(AgentTimers.INACTIVE_INSTANCE);
            listener.inactive();
        } else if (failures == 1) {
            LOG.warn("{}: refused with status {}: {}", kind, refused.status(), refused.body());
        }
    }

    /** One connection from its opening to its end; whether to connect again at once. */
    private boolean converse() {
        Deadline silence = new Deadline(env, AgentTimers.INACTIVITY, AgentTimers.INACTIVITY_JITTER);
        Consumer<String> hear = text -> {
            Optional<AgentMessage> message = decode(text);
            if (kind.rearms(message)) {
                silence.rearm();
            }
            message.ifPresent(listener::heard);
        };
        Socket socket = opener.open(url.get(), hear);
        open = Optional.of(socket);
        LOG.info("{}: connected", kind);
        listener.connection(true);
        try {
            int code = await(socket, silence);
            LOG.info("{}: closed ({})", kind, code);
            return Socket.AT_ONCE.contains(code);
        } finally {
            open = Optional.empty();
            listener.connection(false);
        }
    }

    private int await(Socket socket, Deadline silence) {
        Deadline age = new Deadline(env, AgentTimers.CONNECTION_AGE, AgentTimers.CONNECTION_AGE_JITTER);
        while (true) {
            Duration left = silence.left().compareTo(age.left()) < 0 ? silence.left() : age.left();
            Optional<Integer> closed = socket.awaitClose(left);
            if (closed.isPresent()) {
                return closed.get();
            }
            if (!age.left().isPositive()) {
                socket.close(Socket.NORMAL, AgentTimers.CONNECTION_EXPIRED);
                return Socket.NORMAL;
            }
            if (!silence.left().isPositive()) {
                LOG.warn("{}: nothing heard for {}", kind, AgentTimers.INACTIVITY);
                socket.close(Socket.NORMAL, "inactive");
                return Socket.NORMAL;
            }
        }
    }

    private Optional<AgentMessage> decode(String text) {
        try {
            return AgentMessages.decode(text);
        } catch (IllegalArgumentException unreadable) {
            LOG.warn("{}: {}", kind, unreadable.getMessage());
            return Optional.empty();
        }
    }

    private static boolean rearmsTelemetry(AgentMessage message) {
        return message instanceof TcsMessage.AckPublishMetric
                || message instanceof TcsMessage.AckPublishHealth
                || message instanceof TcsMessage.AckPublishInstanceStatus
                || message instanceof AcsMessage.HeartbeatMessage;
    }

    /** A moment that can be pushed on. */
    private static final class Deadline {
        private final Env env;
        private final Duration fixed;
        private final Duration jitter;
        private volatile Instant at;

        Deadline(Env env, Duration fixed, Duration jitter) {
            this.env = env;
            this.fixed = fixed;
            this.jitter = jitter;
            this.at = next();
        }

        void rearm() {
            at = next();
        }

        Duration left() {
            return Duration.between(env.now(), at);
        }

        private Instant next() {
            return env.now().plus(fixed).plusMillis(env.random().nextLong(jitter.toMillis()));
        }
    }
}
