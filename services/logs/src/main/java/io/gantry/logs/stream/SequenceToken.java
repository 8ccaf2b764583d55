package io.gantry.logs.stream;

import io.gantry.logs.port.LogStore.Position;
import io.gantry.logs.port.LogStore.StreamSummary;
import io.gantry.logs.port.Place;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a writer sends beside a batch. AWS once demanded the token of the batch before and now ignores any. So does this
 * room, but for tokens of the form {@code gantry/<from>/<to>/<what the writer wants to remember>}: they say where the batch
 * lies in its source, and such a batch is kept once, however often it is sent.
 */
public final class SequenceToken {
    private static final Pattern OURS = Pattern.compile("gantry/(\\d{1,18})/(\\d{1,18})/([ -~]{0,400})");

    private SequenceToken() {}

    /** The position that {@code token} tells; empty for a token of AWS's kind. */
    public static Optional<Position> position(String token) {
        Matcher ours = OURS.matcher(token);
        if (!ours.matches()) {
            return Optional.empty();
        }
        long from = Long.parseLong(ours.group(1));
        long to = Long.parseLong(ours.group(2));
        return from < to ? Optional.of(new Position(from, to, token)) : Optional.empty();
    }

    /** What a stream's writers are told to send next: the last position, or digits as AWS's. */
    public static String next(StreamSummary summary) {
        return summary.position().map(Position::token).orElseGet(() -> new Place(summary.lastIngestion(), 0).text());
    }
}
