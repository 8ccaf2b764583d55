package io.gantry.logs.file;

import io.gantry.logs.port.LineTest;
import io.gantry.logs.port.LogEvent;
import io.gantry.logs.port.LogStore.Position;
import io.gantry.logs.port.Place;
import io.gantry.logs.port.StoredEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.zip.CRC32C;

/**
 * The bytes of one batch: length and checksum of the rest, the head, then for each event its distance in milliseconds from the
 * first, its length and its text in UTF-8. A length of zero is no frame, so zeros at the end of a file end it.
 */
final class Frame {
    /** Length and checksum. */
    static final int PREFIX = 8;

    /** The head without its token. */
    private static final int HEAD = 8 * 8 + 4 + 2;

    /** The longest frame: the largest batch of PutLogEvents, with room for what surrounds its texts. */
    static final int LONGEST = 4 << 20;

    private static final int EVENT_HEAD = 8;
    private static final long NO_POSITION = -1;

    private Frame() {}

    /** The texts of a batch. */
    static byte[][] texts(List<LogEvent> events) {
        byte[][] texts = new byte[events.size()][];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = events.get(i).message().getBytes(StandardCharsets.UTF_8);
        }
        return texts;
    }

    /** A frame as it is written; {@code texts} are the events' own. */
    static ByteBuffer encode(FrameHead head, List<LogEvent> events, byte[][] texts) {
        byte[] token = head.position().map(Position::token).orElse("").getBytes(StandardCharsets.UTF_8);
        if (token.length > Position.TOKEN_BYTES) {
            throw new IllegalArgumentException("a token of " + token.length + " bytes");
        }
        int length = PREFIX + HEAD + token.length;
        for (byte[] text : texts) {
            length += EVENT_HEAD + text.length;
        }
        if (length > LONGEST) {
            throw new IllegalArgumentException("a batch of " + length + " bytes");
        }
        ByteBuffer out = ByteBuffer.allocate(length);
        out.putInt(length).putInt(0);
        out.putLong(head.stream().high()).putLong(head.stream().low());
        out.putLong(head.firstSequence()).putLong(head.ingestedAt());
        out.putLong(head.first()).putLong(head.last());
        out.putLong(head.position().map(Position::from).orElse(NO_POSITION));
        out.putLong(head.position().map(Position::to).orElse(NO_POSITION));
        out.putInt(texts.length).putShort((short) token.length).put(token);
        for (int i = 0; i < texts.length; i++) {
            out.putInt((int) (events.get(i).timestamp() - head.first()))
                    .putInt(texts[i].length)
                    .put(texts[i]);
        }
        out.putInt(4, checksum(out.array(), length));
        return out.flip();
    }

    /** How long the frame at the beginning of {@code bytes} says that it is; empty when that is no length of a frame. */
    static Optional<Integer> length(ByteBuffer bytes) {
        int length = bytes.getInt(bytes.position());
        return length < PREFIX + HEAD || length > LONGEST ? Optional.empty() : Optional.of(length);
    }

    /** Whether the whole frame in {@code frame} is as it was written. */
    static boolean whole(byte[] frame) {
        return ByteBuffer.wrap(frame).getInt(4) == checksum(frame, frame.length);
    }

    /** The head of a whole frame. */
    static FrameHead head(byte[] frame, long offset) {
        ByteBuffer in = ByteBuffer.wrap(frame, PREFIX, frame.length - PREFIX);
        StreamId stream = new StreamId(in.getLong(), in.getLong());
        long firstSequence = in.getLong();
        long ingestedAt = in.getLong();
        long first = in.getLong();
        long last = in.getLong();
        long from = in.getLong();
        long to = in.getLong();
        int count = in.getInt();
        byte[] token = new byte[in.getShort()];
        in.get(token);
        Optional<Position> position = to == NO_POSITION
                ? Optional.empty()
                : Optional.of(new Position(from, to, new String(token, StandardCharsets.UTF_8)));
        return new FrameHead(offset, frame.length, stream, firstSequence, ingestedAt, first, last, count, position);
    }

    /** Gives {@code found} those events of a whole frame whose time and text pass. */
    static void events(byte[] frame, LongPredicate time, LineTest wanted, Consumer<StoredEvent> found) {
        if (!wanted.mayPassWithin(frame, PREFIX, frame.length)) {
            return;
        }
        FrameHead head = head(frame, 0);
        String stream = head.stream().text();
        ByteBuffer in = ByteBuffer.wrap(frame);
        in.position(PREFIX + HEAD + in.getShort(PREFIX + HEAD - 2));
        for (int i = 0; i < head.count(); i++) {
            long timestamp = head.first() + in.getInt();
            int length = in.getInt();
            int from = in.position();
            in.position(from + length);
            if (time.test(timestamp) && wanted.passes(frame, from, from + length)) {
                found.accept(new StoredEvent(
                        stream,
                        new Place(timestamp, head.firstSequence() + i),
                        head.ingestedAt(),
                        new String(frame, from, length, StandardCharsets.UTF_8)));
            }
        }
    }

    /** The events that pass, of a whole frame. */
    static List<StoredEvent> events(byte[] frame, LongPredicate time, LineTest wanted) {
        List<StoredEvent> found = new ArrayList<>();
        events(frame, time, wanted, found::add);
        return found;
    }

    private static int checksum(byte[] frame, int length) {
        CRC32C sum = new CRC32C();
        // The length is under the checksum too: a frame is not mistaken for a longer or shorter one.
        sum.update(frame, 0, 4);
        sum.update(frame, PREFIX, length - PREFIX);
        return (int) sum.getValue();
    }
}
