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
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One of the node's two channels, kept open for as long as the process lives: it connects, ends a connection that is silent
 * or too old, and connects again by the rules of agent-protocol.md 5.4 and 9.1. Losing it stops no container.
 */
final class Channel {
    private static final Logger LOG = LoggerFactory.getLogger(Channel.class);

    /** A silence after which the peer is asked whether it is there. */
    private static final Duration ASK = Duration.ofSeconds(3);

    /** How long it may take to answer. */
    private static final Duration ANSWER = Duration.ofSeconds(4);

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

        /**
         * Whether the peer is asked for signs of life. A link that is cut says nothing, and what was sent into it is
         * repeated at intervals that double: without asking, a host might be away as long again as its link was. When the
         * first channel is back, the other is opened again as well.
         */
        private boolean asks() {
            return this == ACS;
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
        Backoff backoff = kind.backoff();
        while (!ending) {
            Duration pause = pause(backoff, failures);
            if (!sleep(pause)) {
                continue;
            }
            Instant begun = env.now();
            try {
                boolean again = converse();
                boolean lived = env.now().isAfter(begun.plus(AgentTimers.HEARTBEAT));
                failures = again || lived ? 0 : failures + 1;
                backoff = kind.backoff();
            } catch (Socket.NotOpened refused) {
                failures++;
                backoff = kind.backoff();
                refused(refused, failures);
            } catch (RuntimeException unreachable) {
                failures++;
                backoff = AgentTimers.UNREACHABLE;
                if (failures == 1) {
                    LOG.warn("{}: not connected: {}", kind, unreachable.getMessage());
                }
            }
        }
    }

    private Duration pause(Backoff backoff, int failures) {
        Duration held = Duration.between(env.now(), heldUntil);
        if (held.isPositive()) {
            return held;
        }
        return failures == 0
                ? Duration.ZERO
                : backoff.delay(failures, env.random().nextDouble());
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
        SignOfLife life = new SignOfLife(ASK, ANSWER, env.now());
        Socket.Hearing hearing = new Socket.Hearing() {
            @Override
            public void text(String frame) {
                life.heard(env.now());
                Optional<AgentMessage> message = decode(frame);
                if (kind.rearms(message)) {
                    silence.rearm();
                }
                message.ifPresent(listener::heard);
            }

            @Override
            public void pong() {
                life.heard(env.now());
            }
        };
        Socket socket = opener.open(url.get(), hearing);
        open = Optional.of(socket);
        LOG.info("{}: connected", kind);
        listener.connection(true);
        try {
            int code = await(socket, silence, life);
            LOG.info("{}: closed ({})", kind, code);
            return Socket.AT_ONCE.contains(code);
        } finally {
            open = Optional.empty();
            listener.connection(false);
        }
    }

    private int await(Socket socket, Deadline silence, SignOfLife life) {
        Deadline age = new Deadline(env, AgentTimers.CONNECTION_AGE, AgentTimers.CONNECTION_AGE_JITTER);
        life.heard(env.now());
        while (true) {
            Optional<Integer> closed = socket.awaitClose(patience(silence, age, life));
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
            if (kind.asks()) {
                switch (life.next(env.now())) {
                    case QUIET -> {}
                    case ASK -> socket.ping();
                    case DEAD -> {
                        LOG.warn("{}: no answer for {}: the server or the way to it is gone", kind, ANSWER);
                        socket.close(Socket.NORMAL, "no answer");
                        return Socket.NORMAL;
                    }
                }
            }
        }
    }

    private Duration patience(Deadline silence, Deadline age, SignOfLife life) {
        Stream<Duration> all = Stream.of(silence.left(), age.left(), Duration.between(env.now(), life.due()));
        return all.limit(kind.asks() ? 3 : 2).min(Comparator.naturalOrder()).orElseThrow();
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
