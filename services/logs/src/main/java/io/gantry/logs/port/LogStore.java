package io.gantry.logs.port;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where log events are kept. Groups and streams are known by ids that are never given twice, so what was deleted cannot come
 * back under its name. Calls block and may be made from any number of threads.
 *
 * <p>Every call may throw {@link Unavailable}: nothing is known to be kept then, and the caller may try again.
 */
public interface LogStore extends AutoCloseable {
    /**
     * Keeps events of one stream. When it answers {@link Appended.Kept} they are on disk and every read sees them. Batches are
     * kept whole or not at all.
     *
     * @param events ascending by time, at least one, with at most a day between the first and the last
     * @param ingestedAt what readers are told as the time of ingestion
     * @param position where the batch lies in its source, if the writer says so: a batch that the stream has already is not kept again
     */
    Appended append(Stream stream, List<LogEvent> events, Instant ingestedAt, Optional<Position> position);

    /** What the stream holds; empty before its first event. */
    Optional<StreamSummary> summary(Stream stream);

    /** The events that {@code query} asks for. */
    Slice read(Query query);

    /** How many bytes the group takes. */
    long storedBytes(String group);

    /** Removes what is wholly older than {@code before}; later events may stay beside some older ones for a while. */
    void expire(String group, Instant before);

    /** Removes everything of the group. */
    void delete(String group);

    /** The groups of which something is kept. */
    Set<String> groups();

    @Override
    void close();

    /**
     * A stream of a group.
     *
     * @param group 32 lower-case hexadecimal characters
     * @param id the same, of the stream
     */
    record Stream(String group, String id) {}

    /**
     * Where a batch lies in what it was read from, so that a batch that is sent twice is kept once.
     *
     * @param from the position that the stream must have reached before: that of the batch before it
     * @param to the position that it has reached with this batch; greater than {@code from}
     * @param token the writer's own words for {@code to}, at most {@link #TOKEN_BYTES} bytes; handed back by {@link StreamSummary}
     */
    record Position(long from, long to, String token) {
        /** The longest token, in UTF-8. */
        public static final int TOKEN_BYTES = 512;
    }

    /** What came of an append. */
    sealed interface Appended {
        /** The events are on disk. */
        record Kept() implements Appended {}

        /** The stream has reached the end of the batch before: it holds these events already, on disk. */
        record KeptBefore(String token) implements Appended {}

        /** The stream has not reached the batch's beginning, or is within it: nothing was kept. */
        record OutOfTurn(String token) implements Appended {}
    }

    /**
     * What a stream holds.
     *
     * @param firstEvent the time of its oldest event, in milliseconds
     * @param lastEvent the time of its newest event
     * @param lastIngestion when the last batch came
     * @param position of its last batch that had one
     */
    record StreamSummary(long firstEvent, long lastEvent, long lastIngestion, Optional<Position> position) {}

    /** The store cannot do it at present: no room, or the disk failed. */
    final class Unavailable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
