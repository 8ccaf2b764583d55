package io.gantry.logs.port;

/**
 * A line that is kept.
 *
 * @param stream the id of its stream
 * @param place where it stands among the group's events
 * @param ingestionTime when it came, in milliseconds since 1970
 * @param message its text
 */
public record StoredEvent(String stream, Place place, long ingestionTime, String message) {}
