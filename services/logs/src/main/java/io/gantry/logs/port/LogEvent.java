package io.gantry.logs.port;

/**
 * A line to keep.
 *
 * @param timestamp when it happened, in milliseconds since 1970
 * @param message its text
 */
public record LogEvent(long timestamp, String message) {}
