package io.gantry.logs.port;

import java.util.List;

/**
 * What a read found: at most the query's limit, and at most {@link Query#BYTES} bytes of messages unless one event alone is
 * longer.
 *
 * @param events in the query's direction
 * @param more whether it ended at a limit: there may be more behind the last
 */
public record Slice(List<StoredEvent> events, boolean more) {
    public Slice {
        events = List.copyOf(events);
    }
}
