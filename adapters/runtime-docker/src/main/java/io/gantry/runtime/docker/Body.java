package io.gantry.runtime.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** The body of an answer: of known length, in chunks (RFC 9112, 7.1), or until the connection ends. */
final class Body extends InputStream {
    private final Connection connection;
    private final boolean chunked;
    private final boolean keepAlive;
    private final boolean untilClose;
    private long left;
    private boolean begun;
    private boolean ended;

    Body(Connection connection, long length, boolean chunked, boolean keepAlive) {
        this.connection = connection;
        this.left = length;
        this.chunked = chunked;
        this.keepAlive = keepAlive;
        this.untilClose = length == Long.MAX_VALUE;
        if (!chunked && length == 0) {
            end();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!ended && chunked && left == 0) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int count = connection.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            if (untilClose) {
                end();
                return -1;
            }
            throw new EOFException("the engine's answer ended early");
        }
        left -= untilClose ? 0 : count;
        if (left == 0 && !chunked) {
            end();
        }
        return count;
    }

    private void nextChunk() throws IOException {
        if (begun) {
            connection.line();
        }
        begun = true;
        String size = connection.line();
        int extension = size.indexOf(';');
        try {
            left = Long.parseLong((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
        } catch (NumberFormatException e) {
            throw new IOException("bad chunk size: " + size, e);
        }
        if (left == 0) {
            while (!connection.line().isEmpty()) {
                // Trailers mean nothing here.
            }
            end();
        }
    }

    private void end() {
        ended = true;
        connection.ended(keepAlive);
    }
}
