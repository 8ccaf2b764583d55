package io.gantry.session;

import io.gantry.base.Env;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The host's end of a data channel: it asks for the token, shakes hands, takes what is typed and sends what is printed. It has no
 * thread: its owner makes one call at a time, and polls it at {@link #wake()}.
 */
public final class HostEnd {
    /** How long a session may be silent. AWS has this value, and no setting for it. */
    public static final Duration IDLE = Duration.ofMinutes(20);

    private static final Duration GREETING = Duration.ofSeconds(30);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);
    private static final String AGENT_VERSION = "3.2.0.0";
    private static final int SUCCESS = 1;
    private static final int TERMINATE = 2;
    private static final int MOST_COLUMNS = 10_000;
    private static final int NORMAL = 1000;
    private static final int UNREADABLE = 1007;
    private static final int NOT_ALLOWED = 1008;

    private final Env env;
    private final String sessionId;
    private final String command;
    private final Terminal terminal;
    private final Wire wire;
    private final Flow flow;
    private final Instant began;
    private Stage stage = Stage.GREETING;
    private Instant lastActivity;
    private Instant lastWords = Instant.MAX;
    private ObjectNode farewell = Flow.JSON.createObjectNode();

    private enum Stage {
        GREETING,
        SHAKING_HANDS,
        OPEN,
        ENDING,
        CLOSED
    }

    /** What the terminal's owner does for its client. */
    public interface Terminal {
        /** Whether this token opens the session. Asked once. */
        boolean admits(String token);

        /** The client is ready for what is printed. */
        void ready();

        /** Something was typed. False when there is no room for it now: it comes again. */
        boolean typed(byte[] bytes);

        /** The client's terminal has this size now. */
        void resized(int columns, int rows);

        /** The session is over for the client, for this reason. Nothing comes after this. */
        void over(String reason);
    }

    /**
     * An end whose web socket was just opened.
     *
     * @param command for the client to see
     */
    public HostEnd(Env env, String sessionId, String command, Terminal terminal, Wire wire) {
        this.env = env;
        this.sessionId = sessionId;
        this.command = command;
        this.terminal = terminal;
        this.wire = wire;
        this.flow = new Flow(env, MessageType.OUTPUT_STREAM_DATA, wire::binary);
        this.began = env.now();
        this.lastActivity = began;
    }

    /** A text frame came: the first frame of all, with the token. */
    public void heard(String text) {
        if (stage != Stage.GREETING) {
            return;
        }
        if (!terminal.admits(Flow.json(text).path("TokenValue").asString(""))) {
            close(NOT_ALLOWED, "the token is not valid", "its client has no valid token");
            return;
        }
        stage = Stage.SHAKING_HANDS;
        ObjectNode request = Flow.JSON.createObjectNode().put("AgentVersion", AGENT_VERSION);
        ObjectNode action = request.putArray("RequestedClientActions").addObject();
        action.put("ActionType", "SessionType");
        ObjectNode parameters = action.putObject("ActionParameters").put("SessionType", "InteractiveCommands");
        parameters.putObject("Properties").put("command", command);
        flow.send(PayloadType.HANDSHAKE_REQUEST, request);
    }

    /** A binary frame came. */
    public void heard(byte[] bytes) {
        if (stage == Stage.GREETING || stage == Stage.CLOSED) {
            return;
        }
        Optional<Frame> frame;
        try {
            frame = Frame.decode(bytes);
        } catch (IllegalArgumentException unreadable) {
            close(UNREADABLE, "unreadable frame", "its client sent what is no frame");
            return;
        }
        frame.ifPresent(this::heard);
        settle(env.now());
    }

    private void heard(Frame frame) {
        switch (frame.type()) {
            case ACKNOWLEDGE -> flow.acknowledged(frame);
            case INPUT_STREAM_DATA -> {
                if (flow.isNext(frame) && taken(frame)) {
                    lastActivity = env.now();
                    flow.take(frame);
                    afterwards(frame);
                }
            }
            case OUTPUT_STREAM_DATA, CHANNEL_CLOSED -> {}
        }
    }

    /** Only what is typed may have to wait. */
    private boolean taken(Frame frame) {
        return switch (frame.payloadType()) {
            case OUTPUT -> stage == Stage.ENDING || (stage == Stage.OPEN && terminal.typed(frame.payload()));
            case NONE, SIZE, HANDSHAKE_REQUEST, HANDSHAKE_RESPONSE, HANDSHAKE_COMPLETE, FLAG -> true;
        };
    }

    private void afterwards(Frame frame) {
        switch (frame.payloadType()) {
            case SIZE -> resized(Flow.json(frame));
            case HANDSHAKE_RESPONSE -> shaken(Flow.json(frame));
            case FLAG -> {
                if (frame.payload().length == Integer.BYTES
                        && ByteBuffer.wrap(frame.payload()).getInt() == TERMINATE) {
                    close(NORMAL, "terminated", "its client ended it");
                }
            }
            case NONE, OUTPUT, HANDSHAKE_REQUEST, HANDSHAKE_COMPLETE -> {}
        }
    }

    private void shaken(JsonNode response) {
        if (stage != Stage.SHAKING_HANDS) {
            return;
        }
        for (JsonNode action : response.path("ProcessedClientActions")) {
            if (action.path("ActionStatus").asInt(0) != SUCCESS) {
                end(
                        "The client cannot do " + action.path("ActionType").asString("what it is asked to") + ".",
                        Optional.empty());
                return;
            }
        }
        stage = Stage.OPEN;
        flow.send(
                PayloadType.HANDSHAKE_COMPLETE,
                Flow.JSON
                        .createObjectNode()
                        .put(
                                "HandshakeTimeToComplete",
                                Duration.between(began, env.now()).toNanos())
                        .put("CustomerMessage", ""));
        terminal.ready();
    }

    private void resized(JsonNode size) {
        int columns = size.path("cols").asInt(0);
        int rows = size.path("rows").asInt(0);
        if (columns > 0 && rows > 0 && columns <= MOST_COLUMNS && rows <= MOST_COLUMNS) {
            terminal.resized(columns, rows);
        }
    }

    /** Whether more may be printed now; after the call that brings an acknowledgement it may be true again. */
    public boolean hasRoom() {
        return stage == Stage.OPEN && flow.hasRoom();
    }

    /** Something was printed. */
    public void printed(byte[] bytes) {
        if (stage == Stage.OPEN) {
            lastActivity = env.now();
            flow.sendBytes(bytes);
        }
    }

    /**
     * The command has ended: what it printed is still delivered, then the channel is closed.
     *
     * @param words for people, empty when there is nothing to say
     * @param exitCode the command's, where it is known
     */
    public void end(String words, Optional<Integer> exitCode) {
        if (stage == Stage.ENDING || stage == Stage.CLOSED) {
            return;
        }
        stage = Stage.ENDING;
        lastWords = env.now().plus(LAST_WORDS);
        farewell = Flow.JSON
                .createObjectNode()
                .put("MessageId", env.newId())
                .put("CreatedDate", env.now().toString())
                .put("DestinationId", "")
                .put("SessionId", sessionId)
                .put("MessageType", MessageType.CHANNEL_CLOSED.wireName())
                .put("SchemaVersion", 1)
                .put("Output", words);
        // Clients of others ignore it: AWS tells the end of an interactive command without its code.
        exitCode.ifPresent(code -> farewell.put(ClientEnd.EXIT_CODE, code));
        settle(env.now());
    }

    /** The web socket is gone. */
    public void gone() {
        close(NORMAL, "", "its client is gone");
    }

    /** Does what time asks for. */
    public void poll() {
        Instant now = env.now();
        boolean greeted = stage == Stage.OPEN || stage == Stage.ENDING || stage == Stage.CLOSED;
        if (!greeted && !now.isBefore(began.plus(GREETING))) {
            close(NOT_ALLOWED, "too slow", "its client did not shake hands in time");
        } else if (stage == Stage.OPEN && !now.isBefore(lastActivity.plus(IDLE))) {
            end("The session was idle for " + IDLE.toMinutes() + " minutes.", Optional.empty());
            terminal.over("it was idle");
        } else if (stage != Stage.CLOSED && !flow.poll(now)) {
            close(NORMAL, "no answer", "its client does not answer");
        }
        settle(now);
    }

    /** When to poll again. */
    public Optional<Instant> wake() {
        Optional<Instant> own = switch (stage) {
            case GREETING, SHAKING_HANDS -> Optional.of(began.plus(GREETING));
            case OPEN -> Optional.of(lastActivity.plus(IDLE));
            case ENDING -> Optional.of(lastWords);
            case CLOSED -> Optional.empty();
        };
        return own.map(instant -> Stream.concat(Stream.of(instant), flow.wake().stream())
                .min(Instant::compareTo)
                .orElse(instant));
    }

    private void settle(Instant now) {
        if (stage == Stage.ENDING && (flow.isSettled() || !now.isBefore(lastWords))) {
            stage = Stage.CLOSED;
            flow.sendOnce(MessageType.CHANNEL_CLOSED, 0, farewell);
            wire.close(NORMAL, "the session has ended");
        }
    }

    private void close(int status, String reason, String why) {
        if (stage != Stage.CLOSED) {
            boolean told = stage == Stage.ENDING;
            stage = Stage.CLOSED;
            wire.close(status, reason);
            if (!told) {
                terminal.over(why);
            }
        }
    }
}
