package io.gantry.agent.protocol;

import java.time.Instant;

/**
 * The number that orders payloads and manifests of one instance (agent-protocol.md 6.2 rule 8 and 6.6): one strictly
 * increasing counter feeds a payload's {@code seqNum} and a manifest's {@code timeline}.
 *
 * @param last the newest number given out or accepted; 0 before the first
 */
public record Sequence(long last) {
    public static final Sequence START = new Sequence(0);

    /**
     * Control plane: the number after this one. It follows the clock in epoch milliseconds, so that it still increases after
     * the counter was lost, and never repeats when the clock stands still or goes back.
     */
    public Sequence next(Instant now) {
        return new Sequence(Math.max(last + 1, now.toEpochMilli()));
    }

    /** Agent: a payload's number; a greater one makes older manifests void, a smaller one changes nothing. */
    public Sequence afterPayload(long seqNum) {
        return seqNum > last ? new Sequence(seqNum) : this;
    }

    /** Agent: whether a manifest is newer than all payloads and manifests so far. One that is not is dropped without an answer. */
    public boolean acceptsManifest(long timeline) {
        return timeline > last;
    }
}
