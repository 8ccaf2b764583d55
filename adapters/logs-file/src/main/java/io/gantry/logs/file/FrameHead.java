package io.gantry.logs.file;

import io.gantry.logs.port.LogStore.Position;
import java.util.Optional;

/**
 * What a frame tells before its events.
 *
 * @param offset where it begins in its segment
 * @param length with everything
 * @param stream whose events it holds
 * @param firstSequence of its first event; the others follow by one
 * @param ingestedAt when it came, in milliseconds
 * @param first the time of its first event
 * @param last the time of its last
 * @param count of its events
 * @param position where it lay in its source
 */
record FrameHead(
        long offset,
        int length,
        StreamId stream,
        long firstSequence,
        long ingestedAt,
        long first,
        long last,
        int count,
        Optional<Position> position) {}
