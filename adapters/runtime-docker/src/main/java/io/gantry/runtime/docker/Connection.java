package io.gantry.runtime.docker;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One HTTP/1.1 connection over a unix socket, used by one thread at a time; another may close it. */
final class Connection implements Closeable {
    private static final int MAX_LINE_BYTES = 64 * 1024;
    private static final int MAX_HEADERS = 200;

    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024).flip();
    private boolean reusable;
    private boolean answered;

    private Connection(SocketChannel channel) {
        this.channel = channel;
    }

    /** Makes a connection that is not yet connected, so that a deadline can watch the connecting as well. */
    static Connection unconnected() throws IOException {
        return new Connection(SocketChannel.open(StandardProtocolFamily.UNIX));
    }

    void connect(Path socket) throws IOException {
        channel.connect(UnixDomainSocketAddress.of(socket));
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Whether the last answer was read to its end and another request may follow. */
    boolean reusable() {
        return reusable && channel.isOpen();
    }

    /** Whether the engine has begun to answer the last request. */
    boolean answered() {
        return answered;
    }

    /** Sends a request and reads the head of the answer. */
    Head exchange(byte[] request) throws IOException {
        reusable = false;
        answered = false;
        write(request);
        var lines = new ArrayList<String>();
        for (String line = line(); !line.isEmpty() || lines.isEmpty(); line = line()) {
            if (!line.isEmpty()) {
                lines.add(line);
            }
            if (lines.size() > MAX_HEADERS) {
                throw new IOException("more than " + MAX_HEADERS + " headers");
            }
        }
        return head(lines);
    }

    /** Sends bytes while another thread may read: of a request, or of what flows towards the engine once it has answered. */
    void write(byte[] bytes) throws IOException {
        for (ByteBuffer out = ByteBuffer.wrap(bytes); out.hasRemaining(); ) {
            channel.write(out);
        }
    }

    private Head head(List<String> lines) throws IOException {
        Head head = Head.parse(lines);
        if (head.bodiless()) {
            reusable = !head.closes();
        }
        return head;
    }

    /** The body of the answer with this head. The end of it frees the connection. */
    InputStream body(Head head) throws IOException {
        if (head.bodiless()) {
            return InputStream.nullInputStream();
        }
        if (head.chunked()) {
            return new Body(this, 0, true, !head.closes());
        }
        String length = head.header("content-length").orElse("");
        if (length.isEmpty()) {
            return new Body(this, Long.MAX_VALUE, false, false);
        }
        try {
            return new Body(this, Long.parseLong(length), false, !head.closes());
        } catch (NumberFormatException e) {
            throw new IOException("bad Content-Length: " + length, e);
        }
    }

    void ended(boolean keepAlive) {
        reusable = keepAlive;
    }

    int read(byte[] target, int offset, int length) throws IOException {
        if (!buffer.hasRemaining() && !fill()) {
            return -1;
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        return count;
    }

    String line() throws IOException {
        var line = new StringBuilder(80);
        while (true) {
            if (!buffer.hasRemaining() && !fill()) {
                throw new EOFException("the engine closed the connection");
            }
            int start = buffer.position();
            int end = start;
            while (end < buffer.limit() && buffer.get(end) != '\n') {
                end++;
            }
            line.append(new String(buffer.array(), start, end - start, StandardCharsets.ISO_8859_1));
            if (line.length() > MAX_LINE_BYTES) {
                throw new IOException("a line of more than " + MAX_LINE_BYTES + " bytes");
            }
            if (end < buffer.limit()) {
                buffer.position(end + 1);
                int last = line.length() - 1;
                return last >= 0 && line.charAt(last) == '\r' ? line.substring(0, last) : line.toString();
            }
            buffer.position(end);
        }
    }

    private boolean fill() throws IOException {
        buffer.clear();
        int count;
        do {
            count = channel.read(buffer);
        } while (count == 0);
        buffer.flip();
        answered |= count > 0;
        return count > 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
