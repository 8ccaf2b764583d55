package io.gantry.dns;

import java.io.DataInputStream;
import java.io.IOException;

/** Messages on a stream: each after its length in two bytes (RFC 1035, 4.2.2). */
final class Frames {
    private Frames() {}

    /** A message with its length before it, so that both leave in one packet. */
    static byte[] framed(byte[] message) {
        byte[] all = new byte[message.length + 2];
        all[0] = (byte) (message.length >> 8);
        all[1] = (byte) message.length;
        System.arraycopy(message, 0, all, 2, message.length);
        return all;
    }

    /**
     * The next message.
     *
     * @throws java.io.EOFException when there is none
     */
    static byte[] read(DataInputStream in) throws IOException {
        byte[] message = new byte[in.readUnsignedShort()];
        in.readFully(message);
        return message;
    }
}
