package io.gantry.agent.node.log;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The events of one call of PutLogEvents, within what one call may carry. Of one thread. */
public final class Shipment {
    private static final int MOST_EVENTS = 10_000;
    private static final int MOST_BYTES = 1_048_576;
    private static final int BYTES_BESIDE = 26;
    private static final long LONGEST_SPAN = Duration.ofHours(24).toMillis();

    private final OutputPosition start;
    private final List<LogLine> lines = new ArrayList<>();
    private OutputPosition end;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;
    private long bytes;

    /** An empty one that begins where the output has been kept. */
    public Shipment(OutputPosition start) {
        this.start = start;
        this.end = start;
    }

    /** Adds events that came at once if there is room for all of them. */
    public boolean add(List<EventAssembler.Assembled> events) {
        long first = earliest;
        long last = latest;
        long size = bytes;
        for (EventAssembler.Assembled event : events) {
            first = Math.min(first, event.line().timestamp());
            last = Math.max(last, event.line().timestamp());
            size += event.line().text().getBytes(StandardCharsets.UTF_8).length + BYTES_BESIDE;
        }
        if (lines.size() + events.size() > MOST_EVENTS || size > MOST_BYTES || last - first > LONGEST_SPAN) {
            return false;
        }
        events.forEach(event -> lines.add(event.line()));
        bytes = size;
        earliest = first;
        latest = last;
        end = events.getLast().reached();
        return true;
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Its events, ascending by time, as the service wants them. */
    public List<LogLine> lines() {
        return lines.stream()
                .sorted(Comparator.comparingLong(LogLine::timestamp))
                .toList();
    }

    /** Where the output has been kept once this has been. */
    public OutputPosition end() {
        return end;
    }

    /** What makes the service keep it once; empty where its last event lies among the pieces of another. */
    public Optional<String> token() {
        return end.count() > start.count() ? Optional.of(end.token(start)) : Optional.empty();
    }
}
