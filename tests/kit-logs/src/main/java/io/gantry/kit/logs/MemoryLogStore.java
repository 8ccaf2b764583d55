package io.gantry.kit.logs;

import io.gantry.logs.port.LogEvent;
import io.gantry.logs.port.LogStore;
import io.gantry.logs.port.Place;
import io.gantry.logs.port.Query;
import io.gantry.logs.port.Slice;
import io.gantry.logs.port.StoredEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A log store in memory that does everything the slow and plain way. For one thread. */
public final class MemoryLogStore implements LogStore {
    private final Map<String, List<StoredEvent>> groups = new HashMap<>();
    private final Map<Stream, StreamSummary> streams = new HashMap<>();
    private long sequence;

    @Override
    public Appended append(Stream stream, List<LogEvent> events, Instant ingestedAt, Optional<Position> position) {
        Optional<Position> at = summary(stream).flatMap(StreamSummary::position);
        if (at.isPresent()
                && position.isPresent()
                && position.get().from() != at.get().to()) {
            String token = at.get().token();
            return position.get().to() <= at.get().to()
                    ? new Appended.KeptBefore(token)
                    : new Appended.OutOfTurn(token);
        }
        List<StoredEvent> kept = groups.computeIfAbsent(stream.group(), _ -> new ArrayList<>());
        for (LogEvent event : events) {
            kept.add(new StoredEvent(
                    stream.id(), new Place(event.timestamp(), sequence++), ingestedAt.toEpochMilli(), event.message()));
        }
        Optional<StreamSummary> before = summary(stream);
        long first = events.getFirst().timestamp();
        long last = events.getLast().timestamp();
        streams.put(
                stream,
                new StreamSummary(
                        before.map(known -> Math.min(known.firstEvent(), first)).orElse(first),
                        before.map(known -> Math.max(known.lastEvent(), last)).orElse(last),
                        ingestedAt.toEpochMilli(),
                        position.or(() -> at)));
        return new Appended.Kept();
    }

    @Override
    public Optional<StreamSummary> summary(Stream stream) {
        return Optional.ofNullable(streams.get(stream));
    }

    @Override
    public Slice read(Query query) {
        Comparator<StoredEvent> order = Comparator.comparing(StoredEvent::place);
        List<StoredEvent> matching = groups.getOrDefault(query.group(), List.of()).stream()
                .filter(event -> query.streams().contains(event.stream()))
                .filter(event -> event.place().timestamp() >= query.from()
                        && event.place().timestamp() < query.to())
                .filter(event -> query.beyond()
                        .map(place -> query.forward()
                                ? event.place().compareTo(place) > 0
                                : event.place().compareTo(place) < 0)
                        .orElse(true))
                .filter(event -> query.wanted().passes(bytes(event), 0, bytes(event).length))
                .sorted(query.forward() ? order : order.reversed())
                .toList();
        List<StoredEvent> taken = new ArrayList<>();
        long bytes = 0;
        for (StoredEvent event : matching) {
            bytes += bytes(event).length;
            if (taken.size() == query.limit() || (bytes > Query.BYTES && !taken.isEmpty())) {
                return new Slice(taken, true);
            }
            taken.add(event);
        }
        return new Slice(taken, false);
    }

    private static byte[] bytes(StoredEvent event) {
        return event.message().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public long storedBytes(String group) {
        return groups.getOrDefault(group, List.of()).stream()
                .mapToLong(event -> bytes(event).length)
                .sum();
    }

    @Override
    public void expire(String group, Instant before) {
        groups.getOrDefault(group, new ArrayList<>())
                .removeIf(event -> event.place().timestamp() < before.toEpochMilli());
    }

    @Override
    public void delete(String group) {
        groups.remove(group);
        streams.keySet().removeIf(stream -> stream.group().equals(group));
    }

    @Override
    public Set<String> groups() {
        return Set.copyOf(groups.keySet());
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
