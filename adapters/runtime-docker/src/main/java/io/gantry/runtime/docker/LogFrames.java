package io.gantry.runtime.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Takes the frames off a container's output: without a terminal the engine sends eight bytes (stream, three zeros, length)
 * before each piece of stdout or stderr; with one it sends the bytes as they are.
 */
final class LogFrames {
    private static final int HEADER_BYTES = 8;

    private final InputStream in;
    private final boolean terminal;
    private long left;

    LogFrames(InputStream in, boolean terminal) {
        this.in = in;
        this.terminal = terminal;
    }

    /** Reads some output, of either stream; -1 at the end. */
    int read(byte[] target) throws IOException {
        if (terminal) {
            return in.read(target);
        }
        while (left == 0) {
            byte[] header = in.readNBytes(HEADER_BYTES);
            if (header.length == 0) {
                return -1;
            }
            if (header.length < HEADER_BYTES) {
                throw new EOFException("the output ended within a frame");
            }
            left = Integer.toUnsignedLong(ByteBuffer.wrap(header).getInt(4));
        }
        int count = in.read(target, 0, (int) Math.min(left, target.length));
        if (count < 0) {
            throw new EOFException("the output ended within a frame");
        }
        left -= count;
        return count;
    }
}
