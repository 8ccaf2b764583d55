package io.gantry.logs.file;

import io.gantry.logs.port.LogEvent;
import io.gantry.logs.port.LogStore.Appended;
import io.gantry.logs.port.LogStore.Position;
import io.gantry.logs.port.LogStore.StreamSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The segments of one group. Writers take turns at writing and share the waits for the disk: whoever forces the file does so for
 * everything that was written before, and readers see what has been forced.
 */
final class GroupLog implements AutoCloseable {
    private static final long A_DAY = Duration.ofDays(1).toMillis();

    private final Path directory;
    private final long segmentBytes;

    /** Guards everything below. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Held while forcing; taken before {@link #lock}. */
    private final ReentrantLock forcing = new ReentrantLock();

    private final List<Segment> sealed;
    private final Map<StreamId, StreamSummary> streams;
    private final Deque<FrameHead> written = new ArrayDeque<>();
    private final Map<StreamId, Position> reached = new HashMap<>();
    private ActiveSegment active;
    private long nextSequence;
    private boolean broken;

    private GroupLog(
            Path directory,
            long segmentBytes,
            List<Segment> sealed,
            Map<StreamId, StreamSummary> streams,
            Opened opened) {
        this.directory = directory;
        this.segmentBytes = segmentBytes;
        this.sealed = sealed;
        this.streams = streams;
        this.active = opened.active();
        this.nextSequence = opened.nextSequence();
        streams.forEach((stream, summary) -> summary.position().ifPresent(position -> reached.put(stream, position)));
    }

    private record Opened(ActiveSegment active, long nextSequence) {}

    /** The group in {@code directory}, which must be there. */
    static GroupLog open(Path directory, long segmentBytes) throws IOException {
        List<Long> numbers = Directories.entries(directory).stream()
                .map(path -> path.getFileName().toString())
                .filter(name -> name.endsWith(".log"))
                .map(name -> Long.parseLong(name.substring(0, name.length() - 4)))
                .toList();
        List<Segment> sealed = new ArrayList<>();
        Map<StreamId, StreamSummary> streams = new HashMap<>();
        long nextSequence = 0;
        for (long number : numbers.subList(0, Math.max(0, numbers.size() - 1))) {
            Contents contents = SegmentIndex.of(Segment.path(directory, number), Segment.indexPath(directory, number));
            contents.streams().forEach((stream, summary) -> streams.merge(stream, summary, Contents::merged));
            nextSequence = Math.max(nextSequence, contents.nextSequence());
            sealed.add(new Segment(directory, number, contents));
        }
        ActiveSegment active = numbers.isEmpty()
                ? ActiveSegment.create(directory, 1)
                : ActiveSegment.reopen(directory, numbers.getLast());
        active.contents().streams().forEach((stream, summary) -> streams.merge(stream, summary, Contents::merged));
        nextSequence = Math.max(nextSequence, active.contents().nextSequence());
        return new GroupLog(directory, segmentBytes, sealed, streams, new Opened(active, nextSequence));
    }

    Appended append(StreamId stream, List<LogEvent> events, long ingestedAt, Optional<Position> position)
            throws IOException {
        byte[][] texts = Frame.texts(events);
        Appended answer = new Appended.Kept();
        ActiveSegment target;
        long end;
        lock.lock();
        try {
            refuseBroken();
            Optional<Appended> refusal = position.flatMap(asked -> outOfTurn(stream, asked));
            if (refusal.isPresent()) {
                answer = refusal.get();
            } else {
                roll(ingestedAt);
                write(stream, events, texts, ingestedAt, position);
            }
            target = active;
            end = active.end();
        } finally {
            lock.unlock();
        }
        // Also what was refused as kept before must be on disk before its writer is told so.
        force(target, end);
        return answer;
    }

    private Optional<Appended> outOfTurn(StreamId stream, Position asked) {
        Position at = reached.get(stream);
        // A stream that is new, or whose events have all expired, knows no position: its writer does.
        if (at == null || asked.from() == at.to()) {
            return Optional.empty();
        }
        return Optional.of(
                asked.to() <= at.to() ? new Appended.KeptBefore(at.token()) : new Appended.OutOfTurn(at.token()));
    }

    private void write(
            StreamId stream, List<LogEvent> events, byte[][] texts, long ingestedAt, Optional<Position> position)
            throws IOException {
        FrameHead head = new FrameHead(
                active.end(),
                0,
                stream,
                nextSequence,
                ingestedAt,
                events.getFirst().timestamp(),
                events.getLast().timestamp(),
                events.size(),
                position);
        var frame = Frame.encode(head, events, texts);
        int length = frame.remaining();
        active.write(frame);
        nextSequence += events.size();
        position.ifPresent(at -> reached.put(stream, at));
        written.add(new FrameHead(
                head.offset(),
                length,
                stream,
                head.firstSequence(),
                ingestedAt,
                head.first(),
                head.last(),
                head.count(),
                position));
    }

    private void refuseBroken() throws IOException {
        if (broken) {
            throw new IOException(directory + " could not be forced to disk; it is opened again at the next start");
        }
    }

    /** Waits until the active segment that was {@code target} is on disk up to {@code end}, and shows it to readers. */
    private void force(ActiveSegment target, long end) throws IOException {
        forcing.lock();
        try {
            long until;
            lock.lock();
            try {
                refuseBroken();
                boolean done = target != active
                        || written.isEmpty()
                        || written.getFirst().offset() >= end;
                if (done) {
                    return;
                }
                until = active.end();
            } finally {
                lock.unlock();
            }
            target.force();
            lock.lock();
            try {
                // It may have been sealed meanwhile, which published it.
                if (target == active) {
                    publish(until);
                }
            } finally {
                lock.unlock();
            }
        } catch (IOException failed) {
            // What the disk holds now is not known: nothing more is acknowledged before it was read again.
            lock.lock();
            try {
                broken = broken || target == active;
            } finally {
                lock.unlock();
            }
            throw failed;
        } finally {
            forcing.unlock();
        }
    }

    private void publish(long until) {
        while (!written.isEmpty() && written.getFirst().offset() < until) {
            FrameHead head = written.removeFirst();
            active.contents().add(head);
            streams.merge(head.stream(), Contents.summary(head), Contents::merged);
        }
    }

    /** Begins another segment when this one is full, or a day old: what has expired goes by segments. */
    private void roll(long now) throws IOException {
        boolean full = active.end() >= segmentBytes;
        boolean old = active.end() > 0 && active.contents().firstIngestion() < now - A_DAY;
        if (full || old) {
            rollNow();
        }
    }

    private void rollNow() throws IOException {
        try {
            active.force();
        } catch (IOException failed) {
            broken = true;
            throw failed;
        }
        publish(active.end());
        ActiveSegment next = ActiveSegment.create(directory, active.number() + 1);
        sealed.add(active.seal());
        active = next;
    }

    Optional<StreamSummary> summary(StreamId stream) {
        lock.lock();
        try {
            return Optional.ofNullable(streams.get(stream));
        } finally {
            lock.unlock();
        }
    }

    /**
     * What can be read at one moment.
     *
     * @param full the full segments
     * @param growing the path of the active one
     * @param frames its frames
     */
    record Seen(List<Segment> full, Path growing, FrameTable.Rows frames) {}

    Seen seen() {
        lock.lock();
        try {
            FrameTable frames = active.contents().frames();
            return new Seen(List.copyOf(sealed), active.path(), frames.rows(frames.size()));
        } finally {
            lock.unlock();
        }
    }

    void expire(long before) throws IOException {
        lock.lock();
        try {
            if (active.end() > 0 && written.isEmpty() && active.contents().last() < before) {
                rollNow();
            }
            for (Segment segment : List.copyOf(sealed)) {
                if (segment.last() < before) {
                    sealed.remove(segment);
                    segment.remove();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            broken = true;
            active.close();
        } finally {
            lock.unlock();
        }
    }
}
