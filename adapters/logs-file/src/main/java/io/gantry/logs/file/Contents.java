package io.gantry.logs.file;

import io.gantry.logs.port.LogStore.StreamSummary;
import java.util.HashMap;
import java.util.Map;

/** What a segment holds, as far as it is known without reading its events. Grows with each frame. */
final class Contents {
    private final FrameTable frames = new FrameTable();
    private final Map<StreamId, StreamSummary> streams = new HashMap<>();
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private long firstIngestion = Long.MAX_VALUE;
    private long nextSequence;

    void add(FrameHead head) {
        frames.add(head);
        streams.merge(head.stream(), summary(head), Contents::merged);
        first = Math.min(first, head.first());
        last = Math.max(last, head.last());
        firstIngestion = Math.min(firstIngestion, head.ingestedAt());
        nextSequence = Math.max(nextSequence, head.firstSequence() + head.count());
    }

    FrameTable frames() {
        return frames;
    }

    Map<StreamId, StreamSummary> streams() {
        return streams;
    }

    /** The earliest time of an event. */
    long first() {
        return first;
    }

    /** The latest time of an event. */
    long last() {
        return last;
    }

    /** When the first frame came. */
    long firstIngestion() {
        return firstIngestion;
    }

    /** One more than the greatest sequence. */
    long nextSequence() {
        return nextSequence;
    }

    static StreamSummary summary(FrameHead head) {
        return new StreamSummary(head.first(), head.last(), head.ingestedAt(), head.position());
    }

    /** The summary of a stream of which {@code later} came after {@code earlier}. */
    static StreamSummary merged(StreamSummary earlier, StreamSummary later) {
        return new StreamSummary(
                Math.min(earlier.firstEvent(), later.firstEvent()),
                Math.max(earlier.lastEvent(), later.lastEvent()),
                Math.max(earlier.lastIngestion(), later.lastIngestion()),
                later.position().or(earlier::position));
    }
}
