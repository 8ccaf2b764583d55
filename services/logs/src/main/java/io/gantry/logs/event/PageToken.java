package io.gantry.logs.event;

import io.gantry.logs.group.LogsErrors;
import io.gantry.logs.port.Place;

/**
 * Where a reader of one stream stands: between two events, and which way it goes.
 *
 * @param forward towards the newer events, else towards the older ones
 * @param place the event that it has just left behind
 */
record PageToken(boolean forward, Place place) {
    private static final String FORWARD = "f/";
    private static final String BACKWARD = "b/";
    private static final String END = "/s";

    static PageToken parse(String text) {
        boolean forward = text.startsWith(FORWARD);
        boolean shaped = (forward || text.startsWith(BACKWARD)) && text.endsWith(END) && text.length() > 4;
        return (shaped ? Place.parse(text.substring(2, text.length() - 2)) : java.util.Optional.<Place>empty())
                .map(place -> new PageToken(forward, place))
                .orElseThrow(() -> LogsErrors.invalid("The specified nextToken is invalid."));
    }

    /** The same stand with the face turned: the event that was left behind is the next one. */
    PageToken turned() {
        long sequence = place.sequence() + (forward ? 1 : -1);
        Place other = sequence >= 0
                ? new Place(place.timestamp(), sequence)
                : new Place(Math.max(0, place.timestamp() - 1), Long.MAX_VALUE);
        return new PageToken(!forward, other);
    }

    String text() {
        return (forward ? FORWARD : BACKWARD) + place.text() + END;
    }
}
