package io.gantry.logs.port;

import java.util.Optional;
import java.util.Set;

/**
 * Which events to read.
 *
 * @param group the group's id
 * @param streams the ids of the streams
 * @param from the earliest time, in milliseconds since 1970, included
 * @param to the latest time, not included
 * @param beyond events behind this place in the direction of reading only; the place itself may hold no event
 * @param forward ascending, else descending
 * @param wanted which lines
 * @param limit the greatest number of events
 */
public record Query(
        String group,
        Set<String> streams,
        long from,
        long to,
        Optional<Place> beyond,
        boolean forward,
        LineTest wanted,
        int limit) {
    /** The most bytes of messages in one slice, as in a page of CloudWatch Logs. */
    public static final int BYTES = 1 << 20;

    public Query {
        streams = Set.copyOf(streams);
    }

    /** Everything of these streams, ascending. */
    public static Query all(String group, Set<String> streams, int limit) {
        return new Query(group, streams, 0, Long.MAX_VALUE, Optional.empty(), true, LineTest.ALL, limit);
    }

    /** The same behind {@code place}. */
    public Query beyond(Place place) {
        return new Query(group, streams, from, to, Optional.of(place), forward, wanted, limit);
    }

    /** The same from the earliest time on, up to but without the latest. */
    public Query between(long earliest, long end) {
        return new Query(group, streams, earliest, end, beyond, forward, wanted, limit);
    }

    /** The same with lines that pass. */
    public Query where(LineTest test) {
        return new Query(group, streams, from, to, beyond, forward, test, limit);
    }

    /** The same in descending order. */
    public Query descending() {
        return new Query(group, streams, from, to, beyond, false, wanted, limit);
    }
}
