package io.gantry.simulation;

/** A call got no answer: whether it was applied is unknown to the caller. */
final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unanswered(String why) {
        super(why, null, false, false);
    }
}
