package io.gantry.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * One binary frame (agent-protocol.md 16.4): a header of fixed size, big-endian, with the SHA-256 of the payload in it, and the
 * payload.
 */
final class Frame {
    private static final int HEADER_BYTES = 116;
    private static final int TYPE_BYTES = 32;
    private static final int DIGEST_BYTES = 32;
    private static final int SCHEMA = 1;
    private static final int LENGTH_AT_LEAST = HEADER_BYTES + Integer.BYTES;

    private final MessageType type;
    private final PayloadType payloadType;
    private final long sequence;
    private final long flags;
    private final Instant createdAt;
    private final UUID id;
    private final byte[] payload;

    /**
     * A frame.
     *
     * @param payload taken over, not copied
     */
    Frame(
            MessageType type,
            PayloadType payloadType,
            long sequence,
            long flags,
            Instant createdAt,
            UUID id,
            byte[] payload) {
        this.type = type;
        this.payloadType = payloadType;
        this.sequence = sequence;
        this.flags = flags;
        this.createdAt = createdAt;
        this.id = id;
        this.payload = payload;
    }

    MessageType type() {
        return type;
    }

    PayloadType payloadType() {
        return payloadType;
    }

    /** Its place among the numbered frames of its direction, from 0. */
    long sequence() {
        return sequence;
    }

    long flags() {
        return flags;
    }

    Instant createdAt() {
        return createdAt;
    }

    UUID id() {
        return id;
    }

    /** The bytes themselves: nobody changes them. */
    byte[] payload() {
        return payload;
    }

    String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    byte[] encode() {
        byte[] name = Arrays.copyOf(type.wireName().getBytes(StandardCharsets.US_ASCII), TYPE_BYTES);
        Arrays.fill(name, type.wireName().length(), TYPE_BYTES, (byte) ' ');
        return ByteBuffer.allocate(LENGTH_AT_LEAST + payload.length)
                .putInt(HEADER_BYTES)
                .put(name)
                .putInt(SCHEMA)
                .putLong(createdAt.toEpochMilli())
                .putLong(sequence)
                .putLong(flags)
                // The halves of the identifier change places.
                .putLong(id.getLeastSignificantBits())
                .putLong(id.getMostSignificantBits())
                .put(digest(payload))
                .putInt(payloadType.number())
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    /**
     * The frame in {@code bytes}; empty when its type or its payload's means nothing here.
     *
     * @throws IllegalArgumentException when lengths or the digest do not fit: these bytes are no frame
     */
    static Optional<Frame> decode(byte[] bytes) {
        if (bytes.length < LENGTH_AT_LEAST) {
            throw new IllegalArgumentException(
                    "a frame has " + LENGTH_AT_LEAST + " bytes at least, not " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int header = in.getInt();
        if (header < HEADER_BYTES || header > bytes.length - Integer.BYTES) {
            throw new IllegalArgumentException("a header of " + header + " bytes in a frame of " + bytes.length);
        }
        byte[] name = new byte[TYPE_BYTES];
        in.get(name);
        in.getInt();
        Instant createdAt = Instant.ofEpochMilli(in.getLong());
        long sequence = in.getLong();
        long flags = in.getLong();
        long low = in.getLong();
        UUID id = new UUID(in.getLong(), low);
        byte[] digest = new byte[DIGEST_BYTES];
        in.get(digest);
        Optional<PayloadType> payloadType = PayloadType.of(in.getInt());
        int length = in.position(header).getInt();
        if (length != in.remaining()) {
            throw new IllegalArgumentException("a payload of " + length + " bytes where " + in.remaining() + " follow");
        }
        byte[] payload = new byte[length];
        in.get(payload);
        if (!MessageDigest.isEqual(digest, digest(payload))) {
            throw new IllegalArgumentException("the digest of frame " + id + " is not that of its payload");
        }
        Optional<MessageType> type = MessageType.of(
                new String(name, StandardCharsets.US_ASCII).replace('\0', ' ').strip());
        return type.flatMap(known ->
                payloadType.map(payloads -> new Frame(known, payloads, sequence, flags, createdAt, id, payload)));
    }

    private static byte[] digest(byte[] payload) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(payload);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
