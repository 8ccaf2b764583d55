package io.gantry.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** One kept HTTP/1.1 connection with next to no cost of its own, so that what is measured is the other side. */
public final class HttpConnection implements AutoCloseable {
    private final Closeable socket;
    private final InputStream in;
    private final OutputStream out;

    private HttpConnection(Closeable socket, InputStream in, OutputStream out) {
        this.socket = socket;
        this.in = new BufferedInputStream(in, 16 * 1024);
        this.out = out;
    }

    /** An answer. */
    public record Reply(int status, String body) {
        /** The body of a success. */
        public String success() {
            if (status < 200 || status > 299) {
                throw new IllegalStateException("answered " + status + " " + body);
            }
            return body;
        }
    }

    /** A connection to a TCP port. */
    public static HttpConnection to(URI address) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(address.getHost(), address.getPort()));
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        return new HttpConnection(socket, socket.getInputStream(), socket.getOutputStream());
    }

    /** A connection to a unix socket. */
    public static HttpConnection to(Path unixSocket) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(unixSocket));
        return new HttpConnection(channel, Channels.newInputStream(channel), Channels.newOutputStream(channel));
    }

    /** The bytes of a request. */
    public static byte[] request(String method, String path, Map<String, String> headers, byte[] body) {
        StringBuilder head = new StringBuilder();
        head.append(method).append(' ').append(path).append(" HTTP/1.1\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        head.append("content-length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.toString().getBytes(ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    /** Sends a request and reads its answer. */
    public Reply exchange(byte[] request) throws IOException {
        out.write(request);
        out.flush();
        String statusLine = line();
        int status = Integer.parseInt(statusLine.split(" ")[1]);
        int length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.endsWith("chunked");
            }
        }
        byte[] body = chunked ? chunks() : exactly(length);
        return new Reply(status, new String(body, UTF_8));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line().strip(), 16); size > 0; size = Integer.parseInt(line().strip(), 16)) {
            all.writeBytes(exactly(size));
            line();
        }
        line();
        return all.toByteArray();
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the answer ended early");
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
