package io.gantry.kit.agent;

import java.time.Duration;

/** What goes wrong with one call of the fake engine. */
public sealed interface Fault {
    /** It takes this long, and then works. */
    record Slow(Duration delay) implements Fault {}

    /** The engine answers 500 and does nothing. */
    record Fails(String message) implements Fault {}

    /**
     * The engine never answers; the caller gives up after {@code timeout}.
     *
     * @param done whether the call took effect all the same
     */
    record Hangs(Duration timeout, boolean done) implements Fault {}
}
