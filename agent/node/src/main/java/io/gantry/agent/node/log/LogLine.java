package io.gantry.agent.node.log;

/**
 * An event to keep.
 *
 * @param timestamp when its first line was printed, in milliseconds since 1970
 * @param text without the newline at its end
 */
public record LogLine(long timestamp, String text) {}
