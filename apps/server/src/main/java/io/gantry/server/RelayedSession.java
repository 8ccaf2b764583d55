package io.gantry.server;

import io.gantry.agent.protocol.AgentMessage;
import io.gantry.agent.protocol.AgentMessages;
import io.gantry.agent.protocol.TerminalMessage;
import io.gantry.base.Env;
import io.gantry.ecs.port.CommandSessions;
import io.gantry.session.HostEnd;
import io.gantry.session.Wire;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session of ECS Exec: a client's web socket with its frames on one side, the host's with plain bytes on the other. Each may
 * be slower than the other: what is printed waits at the host until the client has room, what is typed waits at the client.
 *
 * <p>What is done here stands in the log: who opened which session with which command, when it began and how it ended.
 */
final class RelayedSession {
    private static final Logger LOG = LoggerFactory.getLogger("io.gantry.exec");
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);
    private static final Duration HOST_COMES = Duration.ofSeconds(15);
    private static final int TYPED_AT_MOST = 256 * 1024;
    private static final int NORMAL = 1000;
    private static final int UNREADABLE = 1007;

    private final Env env;
    private final String id;
    private final CommandSessions.Wanted wanted;
    private final Secrets secrets;
    private final CommandRelay relay;
    private final Instant opened;
    private boolean tokenUsed;
    private boolean ticketUsed;
    private boolean over;
    private Optional<Client> client = Optional.empty();
    private Optional<AgentSockets.StreamOutlet> host = Optional.empty();
    private Optional<TerminalMessage.TerminalSizeMessage> size = Optional.empty();
    private int typed;

    /** What each side proves itself with, once. */
    record Secrets(String token, String ticket) {
        /** Never the secrets. */
        @Override
        public String toString() {
            return "Secrets";
        }
    }

    RelayedSession(Env env, String id, CommandSessions.Wanted wanted, Secrets secrets, CommandRelay relay) {
        this.env = env;
        this.id = id;
        this.wanted = wanted;
        this.secrets = secrets;
        this.relay = relay;
        this.opened = env.now();
        LOG.info(
                "{}: opened by {} for container {} of {}: {}",
                id,
                wanted.caller(),
                wanted.container(),
                wanted.task(),
                printable(wanted.command()));
    }

    String id() {
        return id;
    }

    CommandSessions.Wanted wanted() {
        return wanted;
    }

    /** A client has connected; who it is its first frame says. */
    AgentSockets.Stream client(AgentSockets.StreamOutlet outlet) {
        Client connected = new Client(outlet);
        connected.begin();
        return connected;
    }

    /** The host is about to connect; empty when its ticket is not good. */
    synchronized Optional<Function<AgentSockets.StreamOutlet, AgentSockets.Stream>> host(String ticket) {
        if (over || ticketUsed || !same(ticket, secrets.ticket())) {
            return Optional.empty();
        }
        ticketUsed = true;
        return Optional.of(outlet -> {
            Host connected = new Host();
            connected.begin(outlet);
            return connected;
        });
    }

    /** The token is of no use any more; a session that nobody has come for is over. */
    synchronized void expire() {
        boolean unused = !tokenUsed;
        tokenUsed = true;
        if (unused) {
            finish("nobody came for it");
        }
    }

    /**
     * Asks its host to come, again and again while it is waited for: one whose connection was just cut is back within seconds, and
     * comes once however often it is asked.
     */
    private void callHost() {
        boolean awaited;
        synchronized (this) {
            awaited = !over && !ticketUsed;
        }
        if (awaited) {
            relay.call(this, secrets.ticket());
            Env.Timer _ = env.timers().after(ASK_AGAIN, this::callHost);
        }
    }

    /** Ends it with words for its client. */
    synchronized void end(String words) {
        end(words, Optional.empty());
    }

    private void end(String words, Optional<Integer> exitCode) {
        client.ifPresent(one -> {
            one.end.end(words, exitCode);
            one.afterwards();
        });
        finish(exitCode.map(code -> "its command ended with " + code).orElse(words));
    }

    private void finish(String why) {
        if (!over) {
            over = true;
            host.ifPresent(outlet -> outlet.close(NORMAL, "the session has ended"));
            relay.forget(this);
            LOG.info(
                    "{}: over after {} s: {}",
                    id,
                    Duration.between(opened, env.now()).toSeconds(),
                    why.isEmpty() ? "its command ended" : printable(why));
        }
    }

    private void toHost(AgentMessage message) {
        host.ifPresent(outlet -> outlet.text(AgentMessages.encode(message)));
    }

    private static boolean same(String given, String known) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), known.getBytes(StandardCharsets.UTF_8));
    }

    /** A log line is one line, whatever a caller writes. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    /** The session's lock is held in every call from outside. */
    private final class Client implements AgentSockets.Stream, HostEnd.Terminal {
        private final AgentSockets.StreamOutlet outlet;
        private final HostEnd end;
        private Env.Timer timer = () -> {};

        Client(AgentSockets.StreamOutlet outlet) {
            this.outlet = outlet;
            this.end = new HostEnd(env, id, wanted.command(), this, new Line(outlet));
        }

        private void begin() {
            synchronized (RelayedSession.this) {
                afterwards();
            }
            outlet.next();
        }

        @Override
        public void text(String frame) {
            synchronized (RelayedSession.this) {
                end.heard(frame);
                afterwards();
            }
            outlet.next();
        }

        @Override
        public void binary(byte[] frame) {
            synchronized (RelayedSession.this) {
                end.heard(frame);
                afterwards();
            }
            outlet.next();
        }

        @Override
        public void closed() {
            synchronized (RelayedSession.this) {
                end.gone();
                afterwards();
            }
        }

        /** The host may go on when there is room, and the timer rings for what is due next. */
        private void afterwards() {
            if (isOurs() && end.hasRoom()) {
                host.ifPresent(AgentSockets.StreamOutlet::next);
            }
            timer.cancel();
            timer = end.wake()
                    .map(at -> env.timers().after(Duration.between(env.now(), at), this::poll))
                    .orElse(() -> {});
        }

        private void poll() {
            synchronized (RelayedSession.this) {
                end.poll();
                afterwards();
            }
        }

        private boolean isOurs() {
            return client.filter(one -> one == this).isPresent();
        }

        @Override
        public boolean admits(String token) {
            if (over || tokenUsed || !same(token, secrets.token())) {
                LOG.warn("{}: a client came without a valid token", id);
                return false;
            }
            tokenUsed = true;
            client = Optional.of(this);
            return true;
        }

        @Override
        public void ready() {
            LOG.info("{}: its client is connected", id);
            callHost();
            Env.Timer _ = env.timers().after(HOST_COMES, () -> {
                synchronized (RelayedSession.this) {
                    if (host.isEmpty() && !over) {
                        ticketUsed = true;
                        end("The container's host did not take up the session. Is its node connected?");
                    }
                }
            });
        }

        @Override
        public boolean typed(byte[] bytes) {
            if (host.isEmpty() || typed + bytes.length > TYPED_AT_MOST) {
                return false;
            }
            typed += bytes.length;
            host.ifPresent(open -> open.binary(bytes));
            return true;
        }

        @Override
        public void resized(int columns, int rows) {
            TerminalMessage.TerminalSizeMessage now = new TerminalMessage.TerminalSizeMessage(columns, rows);
            size = Optional.of(now);
            toHost(now);
        }

        @Override
        public void over(String reason) {
            if (isOurs()) {
                finish(reason);
            }
        }
    }

    private record Line(AgentSockets.StreamOutlet outlet) implements Wire {
        @Override
        public void text(String frame) {
            outlet.text(frame);
        }

        @Override
        public void binary(byte[] frame) {
            outlet.binary(frame);
        }

        @Override
        public void close(int status, String reason) {
            outlet.close(status, reason);
        }
    }

    private final class Host implements AgentSockets.Stream {
        private void begin(AgentSockets.StreamOutlet lent) {
            synchronized (RelayedSession.this) {
                if (over) {
                    lent.close(NORMAL, "the session has ended");
                    return;
                }
                host = Optional.of(lent);
                size.ifPresent(RelayedSession.this::toHost);
                client.ifPresent(Client::afterwards);
            }
        }

        @Override
        public void text(String frame) {
            synchronized (RelayedSession.this) {
                try {
                    AgentMessages.decode(frame).ifPresent(this::heard);
                } catch (IllegalArgumentException unreadable) {
                    host.ifPresent(outlet -> outlet.close(UNREADABLE, "unreadable frame"));
                }
                client.ifPresent(Client::afterwards);
            }
        }

        private void heard(AgentMessage message) {
            if (message instanceof TerminalMessage.TerminalEndMessage(var exitCode, String reason)) {
                end(reason, exitCode);
            } else if (message instanceof TerminalMessage.TerminalTypedMessage(int bytes)) {
                typed = Math.max(0, typed - bytes);
            }
        }

        @Override
        public void binary(byte[] frame) {
            synchronized (RelayedSession.this) {
                client.ifPresent(one -> {
                    one.end.printed(frame);
                    one.afterwards();
                });
            }
        }

        @Override
        public void closed() {
            synchronized (RelayedSession.this) {
                if (!over) {
                    end("The connection to the container's host was lost.");
                }
            }
        }
    }
}
