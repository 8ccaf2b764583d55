package io.gantry.session;

import io.gantry.base.Env;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The client's end of a data channel, as the session-manager-plugin has it. It has no thread: its owner makes one call at a time,
 * and polls it at {@link #wake()}.
 */
public final class ClientEnd {
    /** Gantry's own member of the last frame: with what the command ended. */
    static final String EXIT_CODE = "GantryExitCode";

    private static final String VERSION = "1.2.650.0";
    private static final int SUCCESS = 1;
    private static final int UNSUPPORTED = 3;
    private static final int TERMINATE = 2;
    private static final int NORMAL = 1000;

    private final Env env;
    private final Screen screen;
    private final Wire wire;
    private final Flow flow;
    private boolean ready;
    private boolean over;

    /** What the client's owner shows. */
    public interface Screen {
        /** The handshake is done: what is typed goes to the command. */
        void ready();

        /** Something was printed. */
        void printed(byte[] bytes);

        /** The session has ended. Nothing comes after this. */
        void ended(Ending ending);
    }

    /**
     * How a session ended.
     *
     * @param words for people, may be empty
     * @param exitCode the command's, where a Gantry has said it
     */
    public record Ending(String words, Optional<Integer> exitCode) {}

    /** An end whose web socket was just opened. */
    public ClientEnd(Env env, Screen screen, Wire wire) {
        this.env = env;
        this.screen = screen;
        this.wire = wire;
        this.flow = new Flow(env, MessageType.INPUT_STREAM_DATA, wire::binary);
    }

    /** Shows the token. */
    public void open(String token) {
        ObjectNode first = Flow.JSON
                .createObjectNode()
                .put("MessageSchemaVersion", "1.0")
                .put("RequestId", env.newId())
                .put("TokenValue", token)
                .put("ClientId", env.newId())
                .put("ClientVersion", VERSION);
        wire.text(Flow.JSON.writeValueAsString(first));
    }

    /** A binary frame came. What is no frame is left alone. */
    public void heard(byte[] bytes) {
        if (over) {
            return;
        }
        try {
            Frame.decode(bytes).ifPresent(this::heard);
        } catch (IllegalArgumentException unreadable) {
            end(new Ending("the server sent what is no frame: " + unreadable.getMessage(), Optional.empty()));
        }
    }

    private void heard(Frame frame) {
        switch (frame.type()) {
            case ACKNOWLEDGE -> flow.acknowledged(frame);
            case OUTPUT_STREAM_DATA -> {
                if (flow.isNext(frame)) {
                    flow.take(frame);
                    printed(frame);
                }
            }
            case CHANNEL_CLOSED -> {
                JsonNode json = Flow.json(frame);
                Optional<Integer> code = Optional.of(json.path(EXIT_CODE))
                        .filter(JsonNode::isNumber)
                        .map(JsonNode::asInt);
                end(new Ending(json.path("Output").asString(""), code));
            }
            case INPUT_STREAM_DATA -> {}
        }
    }

    private void printed(Frame frame) {
        switch (frame.payloadType()) {
            case OUTPUT -> screen.printed(frame.payload());
            case HANDSHAKE_REQUEST -> answer(Flow.json(frame));
            case HANDSHAKE_COMPLETE -> {
                ready = true;
                screen.ready();
            }
            case NONE, SIZE, HANDSHAKE_RESPONSE, FLAG -> {}
        }
    }

    private void answer(JsonNode request) {
        ObjectNode response = Flow.JSON.createObjectNode().put("ClientVersion", VERSION);
        var done = response.putArray("ProcessedClientActions");
        for (JsonNode action : request.path("RequestedClientActions")) {
            String type = action.path("ActionType").asString("");
            boolean known = type.equals("SessionType");
            done.addObject()
                    .put("ActionType", type)
                    .put("ActionStatus", known ? SUCCESS : UNSUPPORTED)
                    .putNull("ActionResult")
                    .put("Error", known ? "" : "this client cannot do " + type);
        }
        response.putNull("Errors");
        flow.send(PayloadType.HANDSHAKE_RESPONSE, response);
    }

    /** Whether more may be typed now. */
    public boolean hasRoom() {
        return ready && !over && flow.hasRoom();
    }

    /** Whether the session has ended. */
    public boolean isOver() {
        return over;
    }

    /** Types bytes. */
    public void type(byte[] bytes) {
        flow.sendBytes(bytes);
    }

    /** The terminal has this size now. */
    public void resize(int columns, int rows) {
        flow.send(
                PayloadType.SIZE,
                Flow.JSON.createObjectNode().put("cols", columns).put("rows", rows));
    }

    /** Ends the session whatever runs. */
    public void terminate() {
        flow.send(
                PayloadType.FLAG,
                ByteBuffer.allocate(Integer.BYTES).putInt(TERMINATE).array());
    }

    /** The web socket is gone. */
    public void gone(String reason) {
        end(new Ending(reason, Optional.empty()));
    }

    /** Does what time asks for. */
    public void poll() {
        if (!over && !flow.poll(env.now())) {
            end(new Ending("the server does not answer", Optional.empty()));
        }
    }

    /** When to poll again. */
    public Optional<Instant> wake() {
        return over ? Optional.empty() : flow.wake();
    }

    private void end(Ending ending) {
        if (!over) {
            over = true;
            wire.close(NORMAL, "the session has ended");
            screen.ended(ending);
        }
    }
}
