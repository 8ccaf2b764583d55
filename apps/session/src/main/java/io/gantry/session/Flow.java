package io.gantry.session;

import io.gantry.base.Env;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The two streams of numbered frames as one end sees them: in order, each acknowledged, repeated until it is. */
final class Flow {
    static final JsonMapper JSON = JsonMapper.shared();

    /** Frames under way at most, so that a fast writer waits for a slow reader. */
    private static final int WINDOW = 256;

    /** Bytes of a terminal in one frame, as AWS's own agent sends them. */
    private static final int PIECE = 1024;

    private static final long SYN_AND_FIN = 3;
    private static final int HEXADECIMAL = 16;

    private final Env env;
    private final MessageType sends;
    private final Consumer<byte[]> wire;
    private final Outbox outbox = new Outbox();
    private long expected;

    /**
     * A flow on which nothing has been sent.
     *
     * @param sends the type of the frames that this end numbers
     * @param wire takes frames to the other end, in order
     */
    Flow(Env env, MessageType sends, Consumer<byte[]> wire) {
        this.env = env;
        this.sends = sends;
        this.wire = wire;
    }

    /** Sends a payload and keeps it until it is acknowledged. */
    void send(PayloadType payloadType, byte[] payload) {
        Frame frame = new Frame(sends, payloadType, outbox.next(), 0, env.now(), newId(), payload);
        outbox.sent(frame, env.now());
        wire.accept(frame.encode());
    }

    /** Sends JSON. */
    void send(PayloadType payloadType, ObjectNode payload) {
        send(payloadType, JSON.writeValueAsBytes(payload));
    }

    /** Sends bytes of a terminal, in pieces. */
    void sendBytes(byte[] bytes) {
        for (int from = 0; from < bytes.length; from += PIECE) {
            send(PayloadType.OUTPUT, Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PIECE)));
        }
    }

    /** Sends a frame that is not numbered and not repeated. */
    void sendOnce(MessageType type, long flags, ObjectNode payload) {
        byte[] json = JSON.writeValueAsBytes(payload);
        wire.accept(new Frame(type, PayloadType.NONE, 0, flags, env.now(), newId(), json).encode());
    }

    /** Whether a well-behaved writer may go on. */
    boolean hasRoom() {
        return outbox.size() < WINDOW;
    }

    /** Whether everything that was sent has been acknowledged. */
    boolean isSettled() {
        return outbox.size() == 0;
    }

    /** Whether a numbered frame is the one that comes next. One that came before is acknowledged again; a later one waits. */
    boolean isNext(Frame frame) {
        if (frame.sequence() < expected) {
            acknowledge(frame);
        }
        return frame.sequence() == expected;
    }

    /** Takes the frame that comes next. One that is not taken comes again. */
    void take(Frame frame) {
        expected++;
        acknowledge(frame);
    }

    /** The other end acknowledges a frame. */
    void acknowledged(Frame frame) {
        JsonNode json = json(frame);
        String type = json.path("AcknowledgedMessageType").asString("").strip();
        if (type.equals(sends.wireName())) {
            outbox.acknowledged(json.path("AcknowledgedMessageSequenceNumber").asLong(-1), env.now());
        }
    }

    /**
     * Sends again what is due.
     *
     * @return whether the other end may still be there
     */
    boolean poll(Instant now) {
        outbox.due(now).forEach(frame -> wire.accept(frame.encode()));
        return !outbox.isHopeless(now);
    }

    /** When to poll again. */
    Optional<Instant> wake() {
        return outbox.wake();
    }

    /** The JSON of a payload; an empty object when it is none. */
    static JsonNode json(Frame frame) {
        return json(frame.text());
    }

    /** The JSON of a text; an empty object when it is none. */
    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException none) {
            return JSON.createObjectNode();
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void acknowledge(Frame frame) {
        sendOnce(
                MessageType.ACKNOWLEDGE,
                SYN_AND_FIN,
                JSON.createObjectNode()
                        .put("AcknowledgedMessageType", frame.type().wireName())
                        .put("AcknowledgedMessageId", frame.id().toString())
                        .put("AcknowledgedMessageSequenceNumber", frame.sequence())
                        .put("IsSequentialMessage", true));
    }

    private UUID newId() {
        BigInteger bits = new BigInteger(env.newId(), HEXADECIMAL);
        return new UUID(bits.shiftRight(Long.SIZE).longValue(), bits.longValue());
    }
}
