package io.gantry.runtime.docker;

import io.gantry.agent.node.port.ContainerOutput.Message;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads the messages of a container's output that was asked for with times. Without a terminal each frame is one message; with one
 * there are no frames, and each line is.
 */
final class LogMessages {
    private static final int HEADER_BYTES = 8;
    private static final int STANDARD_ERROR = 2;
    private static final int LONGEST = 4 << 20;

    private final InputStream in;
    private final boolean terminal;

    LogMessages(InputStream in, boolean terminal) {
        this.in = new BufferedInputStream(in, 64 * 1024);
        this.terminal = terminal;
    }

    /** The next message; empty at the end. */
    Optional<Message> next() throws IOException {
        return terminal ? line() : frame();
    }

    private Optional<Message> frame() throws IOException {
        byte[] header = in.readNBytes(HEADER_BYTES);
        if (header.length == 0) {
            return Optional.empty();
        }
        if (header.length < HEADER_BYTES) {
            throw new EOFException("the output ended within a frame");
        }
        int length = ByteBuffer.wrap(header).getInt(4);
        if (length < 0 || length > LONGEST) {
            throw new IllegalArgumentException("a frame of " + Integer.toUnsignedString(length) + " bytes");
        }
        byte[] frame = in.readNBytes(length);
        if (frame.length < length) {
            throw new EOFException("the output ended within a frame");
        }
        boolean whole = length > 0 && frame[length - 1] == '\n';
        return Optional.of(message(frame, whole ? length - 1 : length, header[0] == STANDARD_ERROR, whole));
    }

    private Optional<Message> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return Optional.empty();
        }
        while (next >= 0 && next != '\n') {
            if (line.size() > LONGEST) {
                throw new IllegalArgumentException("a line of more than " + LONGEST + " bytes");
            }
            line.write(next);
            next = in.read();
        }
        byte[] bytes = line.toByteArray();
        int end = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
        return Optional.of(message(bytes, end, false, true));
    }

    /** The time stands before the text, with a space between. */
    private static Message message(byte[] bytes, int end, boolean standardError, boolean whole) {
        int space = 0;
        while (space < end && bytes[space] != ' ') {
            space++;
        }
        String time = new String(bytes, 0, space, StandardCharsets.UTF_8);
        try {
            byte[] text = Arrays.copyOfRange(bytes, Math.min(space + 1, end), end);
            return new Message(Instant.parse(time), standardError, text, whole);
        } catch (DateTimeException none) {
            throw new IllegalArgumentException("no time before a message: " + time, none);
        }
    }
}
