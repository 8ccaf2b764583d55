package io.gantry.control;

import java.time.Duration;

/**
 * What a decider answers: exactly one of a commit, a call, a wait, or nothing more to do. A room's steps are a sealed
 * interface whose members implement one of the four.
 */
public interface Step {
    /** Changes to the store, written in the very transaction that looked and decided. */
    interface Commit extends Step {}

    /** An AWS operation or a port, idempotent, called after that transaction has ended. */
    interface Call extends Step {}

    /** Nothing to do before {@link #delay()} has passed or something changes. */
    interface Wait extends Step {
        Duration delay();
    }

    /** Nothing to do until something changes. */
    interface Settled extends Step {}
}
