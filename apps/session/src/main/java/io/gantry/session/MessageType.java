package io.gantry.session;

import java.util.Locale;
import java.util.Optional;

/** What a frame is. Its name on the wire is the constant's in lower case. */
enum MessageType {
    /** Client to host: what was typed, the size of the terminal, the handshake. Numbered. */
    INPUT_STREAM_DATA,
    /** Host to client: what was printed, the handshake. Numbered. */
    OUTPUT_STREAM_DATA,
    /** Either way: a numbered frame has arrived. */
    ACKNOWLEDGE,
    /** Host to client, the last frame. */
    CHANNEL_CLOSED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of this name; empty for those that mean nothing here. */
    static Optional<MessageType> of(String wireName) {
        for (MessageType type : values()) {
            if (type.wireName().equals(wireName)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
