package io.gantry.ecs.dispatch;

/**
 * The numbers of one ACS session. They are strictly greater than all of earlier sessions without being stored one by one:
 * the upper part is the instance's count of sessions, which is stored when a session begins.
 */
final class SessionNumbers {
    private static final int COUNTER_BITS = 20;

    private final long base;
    private long used;

    SessionNumbers(long session) {
        this.base = session << COUNTER_BITS;
    }

    /** Whether no number is left, so that the agent has to come back for another session. */
    boolean isExhausted() {
        return used == (1L << COUNTER_BITS) - 1;
    }

    /** The next number. */
    long next() {
        if (isExhausted()) {
            throw new IllegalStateException("a session's numbers have run out");
        }
        used++;
        return base + used;
    }
}
