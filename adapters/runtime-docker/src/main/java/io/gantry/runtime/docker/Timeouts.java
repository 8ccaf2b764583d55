package io.gantry.runtime.docker;

import java.time.Duration;

/**
 * How long the engine may take. No call waits for ever on an engine that hangs.
 *
 * @param look for calls that only read
 * @param create for creating a container or volume
 * @param start for starting a container
 * @param stopMargin what a stop may take beyond the grace it was given
 * @param remove for removing a container, image or volume
 * @param registry for asking a registry for a digest
 * @param pullBegin until a pull shows its first progress
 * @param pullSilence between two signs of progress of a pull
 */
public record Timeouts(
        Duration look,
        Duration create,
        Duration start,
        Duration stopMargin,
        Duration remove,
        Duration registry,
        Duration pullBegin,
        Duration pullSilence) {
    /** What the public agent allows (its documented defaults), except for reads, which here take milliseconds. */
    public static final Timeouts DEFAULT = new Timeouts(
            Duration.ofSeconds(30),
            Duration.ofMinutes(4),
            Duration.ofMinutes(3),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(1));

    /** The same time for everything, for tests. */
    public static Timeouts all(Duration timeout) {
        return new Timeouts(timeout, timeout, timeout, timeout, timeout, timeout, timeout, timeout);
    }
}
