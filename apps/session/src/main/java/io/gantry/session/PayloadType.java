package io.gantry.session;

import java.util.Optional;

/** What the payload of a numbered frame is, with its number on the wire. */
enum PayloadType {
    /** Of frames that are not numbered. */
    NONE(0),
    /** Bytes of the terminal: typed in an input frame, printed in an output frame. */
    OUTPUT(1),
    /** JSON: {@code cols} and {@code rows} of the terminal. */
    SIZE(3),
    HANDSHAKE_REQUEST(5),
    HANDSHAKE_RESPONSE(6),
    HANDSHAKE_COMPLETE(7),
    /** Four bytes, big-endian: 2 ends the session. */
    FLAG(10);

    private final int number;

    PayloadType(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** The type of this number; empty for those that mean nothing here. */
    static Optional<PayloadType> of(int number) {
        for (PayloadType type : values()) {
            if (type.number == number) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
