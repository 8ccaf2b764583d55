package io.gantry.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one end has sent and the other has not acknowledged. It is sent again after the time that an answer usually takes,
 * reckoned as for TCP: a client acknowledges nothing before its terminal is ready.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6298">RFC 6298: computing TCP's retransmission timer</a>
 */
final class Outbox {
    /** How long nothing may be acknowledged before the other end counts as gone. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final Map<Long, Sent> unacknowledged = new LinkedHashMap<>();
    private Duration smoothed = Duration.ZERO;
    private Duration variation = Duration.ZERO;
    private long next;

    private record Sent(Frame frame, Instant first, Instant last) {
        Sent again(Instant now) {
            return new Sent(frame, first, now);
        }

        boolean isRepeated() {
            return !first.equals(last);
        }
    }

    /** The number of the next frame. */
    long next() {
        return next;
    }

    /** The frame of that number has been sent. */
    void sent(Frame frame, Instant now) {
        next = frame.sequence() + 1;
        unacknowledged.put(frame.sequence(), new Sent(frame, now, now));
    }

    /** The other end has it; a number that is not awaited says nothing. */
    void acknowledged(long sequence, Instant now) {
        // An answer to a frame that was repeated may be one to its first copy: it tells nothing about time.
        Optional.ofNullable(unacknowledged.remove(sequence))
                .filter(sent -> !sent.isRepeated())
                .ifPresent(sent -> measured(Duration.between(sent.first(), now)));
    }

    /** How many frames are on their way. */
    int size() {
        return unacknowledged.size();
    }

    /** What is to be sent again now. */
    List<Frame> due(Instant now) {
        List<Frame> due = new ArrayList<>();
        unacknowledged.replaceAll((sequence, sent) -> {
            if (now.isBefore(sent.last().plus(timeout()))) {
                return sent;
            }
            due.add(sent.frame());
            return sent.again(now);
        });
        return due;
    }

    /** Whether the oldest frame has waited longer than anybody takes. */
    boolean isHopeless(Instant now) {
        return oldest().map(sent -> !now.isBefore(sent.first().plus(PATIENCE))).orElse(false);
    }

    /** When something is to be sent again. */
    Optional<Instant> wake() {
        return unacknowledged.values().stream()
                .map(Sent::last)
                .min(Instant::compareTo)
                .map(last -> last.plus(timeout()));
    }

    private Optional<Sent> oldest() {
        return unacknowledged.values().stream().findFirst();
    }

    private Duration timeout() {
        Duration reckoned = smoothed.plus(variation.multipliedBy(4));
        if (reckoned.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return reckoned.compareTo(LONGEST) > 0 ? LONGEST : reckoned;
    }

    private void measured(Duration roundTrip) {
        if (smoothed.isZero()) {
            smoothed = roundTrip;
            variation = roundTrip.dividedBy(2);
        } else {
            variation = variation
                    .multipliedBy(3)
                    .plus(smoothed.minus(roundTrip).abs())
                    .dividedBy(4);
            smoothed = smoothed.multipliedBy(7).plus(roundTrip).dividedBy(8);
        }
    }
}
