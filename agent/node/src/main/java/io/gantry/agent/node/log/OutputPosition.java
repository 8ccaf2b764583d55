package io.gantry.agent.node.log;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a container's output has been kept. The engine's output can be asked for from a moment on, and times of two
 * messages may be equal or, between the two streams, even go back a little; so a position is a moment and how many of
 * the messages since that moment have been kept. Messages are only ever added to the output, so the same question finds them
 * in the same order again.
 *
 * @param count how many messages have been kept since the container was made
 * @param anchor the moment to ask from
 * @param behind how many of the messages since the anchor have been kept
 * @param last when the latest of them was printed; tells whether the engine has thrown old output away meanwhile
 */
public record OutputPosition(long count, Instant anchor, long behind, Instant last) {
    /** Before everything. */
    public static final OutputPosition START = new OutputPosition(0, Instant.EPOCH, 0, Instant.EPOCH);

    private static final Pattern TOKEN =
            Pattern.compile("gantry/\\d+/(\\d{1,18})/(\\d+)\\.(\\d+)/(\\d+)/(\\d+)\\.(\\d+)");

    /** The position in the token that CloudWatch Logs has of the stream; empty when another wrote it. */
    public static Optional<OutputPosition> parse(String token) {
        Matcher found = TOKEN.matcher(token);
        if (!found.matches()) {
            return Optional.empty();
        }
        return Optional.of(new OutputPosition(
                Long.parseLong(found.group(1)),
                Instant.ofEpochSecond(Long.parseLong(found.group(2)), Long.parseLong(found.group(3))),
                Long.parseLong(found.group(4)),
                Instant.ofEpochSecond(Long.parseLong(found.group(5)), Long.parseLong(found.group(6)))));
    }

    /** The token of a batch that leads here from {@code before}. */
    public String token(OutputPosition before) {
        return "gantry/" + before.count + "/" + count + "/" + text(anchor) + "/" + behind + "/" + text(last);
    }

    private static String text(Instant moment) {
        return moment.getEpochSecond() + "." + moment.getNano();
    }
}
