package io.gantry.agent.node.log;

import io.gantry.agent.node.port.ContainerOutput.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Puts messages together to events: pieces of long lines, and lines that follow a first line. Events are handed out when what they
 * are made of is a beginning of the output without gaps: while a piece of one stream waits for its end, what the other stream says
 * meanwhile waits with it. So there is always a position that covers what was handed out and nothing else. Of one thread.
 */
public final class EventAssembler {
    /** The longest event in bytes, as the awslogs driver cuts them; a longer text becomes several. */
    public static final int LONGEST = 262_118;

    private final Optional<Pattern> firstLine;
    private final Map<Stream, Piece> pieces = new EnumMap<>(Stream.class);
    private final List<Piece> held = new ArrayList<>();
    private Optional<Piece> event = Optional.empty();
    private OutputPosition taken;
    private OutputPosition released;

    private enum Stream {
        OUT,
        ERROR
    }

    /** Some messages that belong together. */
    private static final class Piece {
        private final Instant at;
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private OutputPosition before;
        private OutputPosition end;

        Piece(Instant at, OutputPosition before) {
            this.at = at;
            this.before = before;
            this.end = before;
        }

        void add(byte[] bytes, OutputPosition after) {
            text.writeBytes(bytes);
            end = after;
        }

        void addLine(Piece line) {
            text.write('\n');
            text.writeBytes(line.text.toByteArray());
            before = before.count() <= line.before.count() ? before : line.before;
            end = end.count() >= line.end.count() ? end : line.end;
        }
    }

    /**
     * An event that is complete.
     *
     * @param reached how far the output has been kept once this event and all before it have been; of several that come at once
     *     only the last says so, since together they are a beginning without gaps
     */
    public record Assembled(LogLine line, OutputPosition reached) {}

    /**
     * Begins where the output has been kept.
     *
     * @param firstLine what a line holds that begins an event; empty when each line is one
     */
    public EventAssembler(Optional<Pattern> firstLine, OutputPosition start) {
        this.firstLine = firstLine;
        this.taken = start;
        this.released = start;
    }

    /**
     * Takes in a message.
     *
     * @param after where the output stands behind it
     */
    public List<Assembled> add(Message message, OutputPosition after) {
        Stream stream = message.standardError() ? Stream.ERROR : Stream.OUT;
        Piece piece = Optional.ofNullable(pieces.remove(stream)).orElse(new Piece(message.at(), taken));
        taken = after;
        piece.add(message.text(), after);
        if (message.whole() || piece.text.size() >= LONGEST) {
            line(piece);
        } else {
            pieces.put(stream, piece);
        }
        return release();
    }

    /** Completes what waits for more: nothing has come for a while, or the output has ended. */
    public List<Assembled> flush() {
        List<Piece> open = List.copyOf(pieces.values());
        pieces.clear();
        open.forEach(this::line);
        event.ifPresent(held::add);
        event = Optional.empty();
        return release();
    }

    /** Whether something waits for more. */
    public boolean waiting() {
        return event.isPresent() || !pieces.isEmpty();
    }

    private void line(Piece line) {
        if (firstLine.isEmpty()) {
            held.add(line);
            return;
        }
        boolean first = firstLine
                .get()
                .matcher(line.text.toString(StandardCharsets.UTF_8))
                .find();
        boolean full = event.isPresent() && event.get().text.size() + line.text.size() >= LONGEST;
        if (first || full || event.isEmpty()) {
            event.ifPresent(held::add);
            event = Optional.of(line);
        } else {
            event.get().addLine(line);
        }
    }

    /** Hands out what is held if nothing that waits is older than the end of any of it. */
    private List<Assembled> release() {
        OutputPosition open = event.map(waiting -> waiting.before).orElse(taken);
        for (Piece piece : pieces.values()) {
            open = open.count() <= piece.before.count() ? open : piece.before;
        }
        OutputPosition reached = open;
        if (held.stream().anyMatch(piece -> piece.end.count() > reached.count())) {
            return List.of();
        }
        List<LogLine> lines = new ArrayList<>();
        held.forEach(piece -> emit(piece, lines));
        held.clear();
        List<Assembled> complete = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            complete.add(new Assembled(lines.get(i), i == lines.size() - 1 ? reached : released));
        }
        released = complete.isEmpty() ? released : reached;
        return complete;
    }

    private static void emit(Piece piece, List<LogLine> lines) {
        byte[] bytes = piece.text.toByteArray();
        // CloudWatch Logs takes no event without text.
        for (int from = 0; from < bytes.length; from += LONGEST) {
            String part = new String(bytes, from, Math.min(LONGEST, bytes.length - from), StandardCharsets.UTF_8);
            lines.add(new LogLine(piece.at.toEpochMilli(), part));
        }
    }
}
