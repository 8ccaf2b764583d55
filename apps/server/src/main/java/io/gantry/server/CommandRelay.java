package io.gantry.server;

import io.gantry.agent.protocol.AcsMessage;
import io.gantry.agent.protocol.TerminalMessage;
import io.gantry.base.AwsError;
import io.gantry.base.Env;
import io.gantry.ecs.port.CommandSessions;
import io.gantry.wire.CallContext;
import io.gantry.wire.Gateway;
import io.gantry.wire.http.Headers;
import io.gantry.wire.http.Reply;
import io.gantry.wire.http.Request;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries sessions of ECS Exec: between a client, which comes with a token, and the host of a container, which comes when it is
 * asked to (docs/decisions/0024). Sessions live in this process and end with it.
 */
final class CommandRelay implements CommandSessions, AgentSockets {
    /** The path of clients' web sockets, as AWS's message service has it. */
    static final String CLIENTS = "/v1/data-channel/";

    /** How long a token is good for. */
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(2);

    private static final String ID_PREFIX = "ecs-execute-command-";
    private static final int ID_LENGTH = 17;
    private static final int SECRET_BYTES = 32;
    private static final int NOT_FOUND = 404;

    private final Env env;
    private final Map<String, RelayedSession> sessions = new ConcurrentHashMap<>();
    private volatile Hosts hosts = (host, message) -> {};
    private volatile Doorkeeper doorkeeper = upgrade -> {
        throw AwsError.client("AccessDeniedException", "not open yet").withStatus(403);
    };

    /** How hosts are asked to take up a session. */
    interface Hosts {
        /** Sends a message to an instance's agent, by its record id; it is lost when that one is not connected. */
        void send(String host, AcsMessage.GantryExecuteCommandMessage message);
    }

    /** Who may come as a host. */
    interface Doorkeeper {
        /** @throws AwsError when the upgrade is not signed by a node */
        void admit(Request upgrade);
    }

    CommandRelay(Env env) {
        this.env = env;
    }

    /** Tells how hosts are reached and recognised; before, no session is carried. */
    void meet(Hosts reached, Gateway gateway, NodeAuthorizer authorizer) {
        doorkeeper = upgrade -> {
            CallContext call = gateway.verify(upgrade);
            if (!authorizer.mayOpenChannels(call)) {
                throw AwsError.client(
                                "AccessDeniedException",
                                "User: " + call.principal().arn() + " is not authorized to perform: ecs:Poll")
                        .withStatus(403);
            }
        };
        hosts = reached;
    }

    @Override
    public Optional<Opened> open(Wanted wanted) {
        long open = sessions.values().stream()
                .filter(session -> session.wanted().runtimeId().equals(wanted.runtimeId()))
                .count();
        if (open >= MOST) {
            return Optional.empty();
        }
        String id = ID_PREFIX + env.newId().substring(0, ID_LENGTH);
        String token = env.newSecret(SECRET_BYTES);
        RelayedSession session = new RelayedSession(
                env, id, wanted, new RelayedSession.Secrets(token, env.newSecret(SECRET_BYTES)), this);
        sessions.put(id, session);
        Env.Timer _ = env.timers().after(TOKEN_LIFE, session::expire);
        return Optional.of(new Opened(id, token, streamUrl(wanted.endpoint(), id)));
    }

    private static URI streamUrl(URI endpoint, String id) {
        String text = endpoint.toString();
        String base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        return URI.create("ws" + base.substring("http".length()) + CLIENTS + id + "?role=publish_subscribe");
    }

    /** Takes up the web sockets of clients and of hosts. */
    @Override
    public Verdict open(Request upgrade) {
        return upgrade.path().equals(TerminalMessage.PATH) ? openHost(upgrade) : openClient(upgrade);
    }

    private Verdict openClient(Request upgrade) {
        String id = upgrade.path().substring(CLIENTS.length());
        return Optional.ofNullable(sessions.get(id))
                .<Verdict>map(session -> new Streamed(session::client))
                .orElseGet(CommandRelay::notFound);
    }

    private Verdict openHost(Request upgrade) {
        try {
            doorkeeper.admit(upgrade);
        } catch (AwsError nobody) {
            return new Refused(new Reply(403, Headers.NONE, new byte[0]));
        }
        String id = upgrade.query().replaceFirst("^" + TerminalMessage.SESSION + "=", "");
        return Optional.ofNullable(sessions.get(id))
                .flatMap(session -> session.host(upgrade.headers().firstOrEmpty(TerminalMessage.TICKET)))
                .<Verdict>map(Streamed::new)
                .orElseGet(CommandRelay::notFound);
    }

    private static Refused notFound() {
        return new Refused(new Reply(NOT_FOUND, Headers.NONE, new byte[0]));
    }

    /** Asks the session's host to come. */
    void call(RelayedSession session, String ticket) {
        Wanted wanted = session.wanted();
        hosts.send(
                wanted.hostRecordId(),
                new AcsMessage.GantryExecuteCommandMessage(
                        env.newId(),
                        session.id(),
                        ticket,
                        wanted.task(),
                        wanted.container(),
                        wanted.runtimeId(),
                        wanted.words()));
    }

    /** The session is over. */
    void forget(RelayedSession session) {
        sessions.remove(session.id(), session);
    }

    /** Ends all sessions, for a server that stops. */
    void close() {
        sessions.values().forEach(session -> session.end("The server stops."));
    }
}
