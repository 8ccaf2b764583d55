package io.gantry.logs.file;

import io.gantry.logs.port.Query;
import io.gantry.logs.port.Slice;
import io.gantry.logs.port.StoredEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One read of a group. Batches overlap in time, so events are merged: frames are taken in the order of their nearest event, some at
 * a time and side by side on all processors, and an event is handed out once no frame that was not yet looked into can hold a
 * nearer one. What lies behind the limit is never read.
 */
final class Reading implements AutoCloseable {
    private static final long FIRST_HELPING = 256 << 10;
    private static final long LARGEST_HELPING = 32 << 20;

    private final Query query;
    private final Set<StreamId> streams;
    private final PriorityQueue<Source> sources;
    private final PriorityQueue<Candidate> frames;
    private final PriorityQueue<StoredEvent> events;
    private final Map<Path, SegmentReader> readers = new HashMap<>();
    private long helping = FIRST_HELPING;

    /** A segment whose frames have not been looked at. */
    private record Source(Path path, long nearest, java.util.function.Supplier<FrameTable.Rows> rows) {}

    /** A frame that has not been looked into. */
    private record Candidate(Path path, long nearest, FrameTable.Row row) {}

    Reading(Query query, GroupLog.Seen group) {
        this.query = query;
        this.streams = query.streams().stream().map(StreamId::parse).collect(Collectors.toUnmodifiableSet());
        this.sources = new PriorityQueue<>(Comparator.comparingLong(Source::nearest));
        this.frames = new PriorityQueue<>(Comparator.comparingLong(Candidate::nearest)
                .thenComparing((a, b) -> Long.compare(a.row().offset(), b.row().offset())));
        Comparator<StoredEvent> order = Comparator.comparing(StoredEvent::place);
        this.events = new PriorityQueue<>(query.forward() ? order : order.reversed());
        for (Segment segment : group.full()) {
            if (overlaps(segment.first(), segment.last())
                    && segment.streams().stream().anyMatch(streams::contains)) {
                sources.add(new Source(segment.path(), nearest(segment.first(), segment.last()), segment::rows));
            }
        }
        addFrames(group.growing(), group.frames());
    }

    /** The slice. */
    Slice slice() throws IOException {
        List<StoredEvent> found = new ArrayList<>();
        long bytes = 0;
        while (true) {
            openSources();
            StoredEvent next = events.peek();
            if (next != null && rank(next.place().timestamp()) < nearestUnread()) {
                long size = next.message().getBytes(StandardCharsets.UTF_8).length;
                boolean room = found.size() < query.limit() && (found.isEmpty() || bytes + size <= Query.BYTES);
                if (!room) {
                    return new Slice(found, true);
                }
                bytes += size;
                found.add(events.remove());
            } else if (!frames.isEmpty()) {
                takeHelping();
            } else {
                return new Slice(found, false);
            }
        }
    }

    /** Opens those segments whose nearest event may come before everything that is known. */
    private void openSources() {
        while (!sources.isEmpty() && sources.peek().nearest() <= nearestKnown()) {
            Source source = sources.remove();
            addFrames(source.path(), source.rows().get());
        }
    }

    private long nearestKnown() {
        long event =
                events.isEmpty() ? Long.MAX_VALUE : rank(events.peek().place().timestamp());
        long frame = frames.isEmpty() ? Long.MAX_VALUE : frames.peek().nearest();
        return Math.min(event, frame);
    }

    private long nearestUnread() {
        long source = sources.isEmpty() ? Long.MAX_VALUE : sources.peek().nearest();
        long frame = frames.isEmpty() ? Long.MAX_VALUE : frames.peek().nearest();
        return Math.min(source, frame);
    }

    private void addFrames(Path path, FrameTable.Rows rows) {
        for (int row = 0; row < rows.count(); row++) {
            long first = rows.first(row);
            long last = rows.last(row);
            if (overlaps(first, last) && streams.contains(rows.stream(row))) {
                frames.add(new Candidate(path, nearest(first, last), rows.row(row)));
            }
        }
    }

    private boolean overlaps(long first, long last) {
        boolean inTime = last >= query.from() && first < query.to();
        return inTime
                && query.beyond()
                        .map(place -> query.forward() ? last >= place.timestamp() : first <= place.timestamp())
                        .orElse(true);
    }

    /** Looks into the nearest frames: few at first, since most reads want little, then more. */
    private void takeHelping() throws IOException {
        List<Candidate> taken = new ArrayList<>();
        long bytes = 0;
        while (!frames.isEmpty() && (taken.isEmpty() || bytes < helping)) {
            Candidate frame = frames.remove();
            reader(frame.path());
            bytes += frame.row().length();
            taken.add(frame);
        }
        helping = Math.min(helping * 2, LARGEST_HELPING);
        taken.parallelStream().map(this::look).toList().forEach(events::addAll);
    }

    private List<StoredEvent> look(Candidate frame) {
        SegmentReader reader = readers.get(frame.path());
        if (reader == null) {
            return List.of();
        }
        try {
            List<StoredEvent> passing = Frame.events(
                    reader.frame(frame.row()), time -> time >= query.from() && time < query.to(), query.wanted());
            return query.beyond()
                    .map(place -> passing.stream()
                            .filter(event -> query.forward()
                                    ? event.place().compareTo(place) > 0
                                    : event.place().compareTo(place) < 0)
                            .toList())
                    .orElse(passing);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Opens the segment unless it has expired since the read began. */
    private void reader(Path path) throws IOException {
        if (!readers.containsKey(path)) {
            try {
                readers.put(path, SegmentReader.open(path));
            } catch (NoSuchFileException expired) {
                return;
            }
        }
    }

    private long nearest(long first, long last) {
        return rank(query.forward() ? first : last);
    }

    /** Times in the order of the reading. */
    private long rank(long time) {
        return query.forward() ? time : -time;
    }

    @Override
    public void close() throws IOException {
        for (SegmentReader reader : readers.values()) {
            reader.close();
        }
    }
}
