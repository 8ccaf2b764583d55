package io.gantry.agent.node.log;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts a container's messages as they are read, from a position on. Of one thread. */
public final class OutputProgress {
    /** Times of messages never go back by more than this. */
    private static final Duration DISORDER = Duration.ofSeconds(2);

    private final Deque<Instant> recent = new ArrayDeque<>();
    private final Instant resumedAt;
    private Instant anchor;
    private long behind;
    private long count;
    private long toSkip;
    private Instant last;

    /** Goes on from {@code start}: the engine is asked for the messages since its anchor. */
    public OutputProgress(OutputPosition start) {
        this.anchor = start.anchor();
        this.behind = start.behind();
        this.toSkip = start.behind();
        this.count = start.count();
        this.last = start.last();
        this.resumedAt = start.last();
    }

    /**
     * Takes in the next message.
     *
     * @return whether it is new; the first ones have been kept before
     */
    public boolean take(Instant at) {
        if (keptBefore(at)) {
            toSkip--;
            return false;
        }
        toSkip = 0;
        count++;
        last = at;
        recent.addLast(at);
        if (!at.isBefore(anchor)) {
            behind++;
        }
        moveAnchor(at.minus(DISORDER));
        return true;
    }

    /**
     * The engine throws the oldest output away when there is much. Then fewer messages than were kept are left since the
     * anchor, and a message that is later than all of those is a new one.
     */
    private boolean keptBefore(Instant at) {
        return toSkip > 0 && !at.isAfter(resumedAt.plus(DISORDER));
    }

    /**
     * Keeps the anchor near, so that little is read twice. All messages since the anchor must be known by their time: those
     * before this progress began are older than it, once the first that it took is older by the disorder.
     */
    private void moveAnchor(Instant horizon) {
        if (!recent.getFirst().isBefore(horizon.minus(DISORDER))) {
            return;
        }
        while (!recent.isEmpty() && recent.getFirst().isBefore(horizon)) {
            recent.removeFirst();
        }
        anchor = horizon;
        behind = recent.stream().filter(at -> !at.isBefore(horizon)).count();
    }

    /** Where the messages that were taken end. */
    public OutputPosition position() {
        return new OutputPosition(count, anchor, behind, last);
    }
}
