package io.gantry.runtime.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An engine that answers requests with prepared bytes, or never: for what a real engine does only when it fails. */
final class ScriptedEngine implements AutoCloseable {
    static final String VERSION = ok("{\"ApiVersion\":\"1.41\",\"MinAPIVersion\":\"1.12\"}");

    private final ServerSocketChannel server;
    private final List<SocketChannel> connections = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Function<String, Optional<String>> script = request -> Optional.empty();

    ScriptedEngine(Path socket) throws IOException {
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::accept);
    }

    /** What to answer to a request's first line without its HTTP version; empty for silence. */
    void answer(Function<String, Optional<String>> newScript) {
        script = newScript;
    }

    static String ok(String json) {
        return answer("200 OK", json);
    }

    static String answer(String status, String json) {
        return "HTTP/1.1 " + status + "\r\nContent-Length: " + json.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n"
                + json;
    }

    /** First lines of the requests so far. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    int connections() {
        return connections.size();
    }

    /** Ends every connection, as a restart does. */
    void dropConnections() throws IOException {
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException ignored) {
            // Closed: the test is over.
        }
    }

    private void serve(SocketChannel connection) {
        try {
            for (String request = read(connection); !request.isEmpty(); request = read(connection)) {
                requests.add(request);
                Optional<String> answer = request.endsWith("/version") ? Optional.of(VERSION) : script.apply(request);
                if (answer.isPresent()) {
                    ByteBuffer bytes = ByteBuffer.wrap(answer.get().getBytes(StandardCharsets.UTF_8));
                    while (bytes.hasRemaining()) {
                        connection.write(bytes);
                    }
                }
            }
        } catch (IOException ignored) {
            // The client has closed the connection.
        }
    }

    /** One request without a body; its first line, or nothing at the end. */
    private static String read(SocketChannel connection) throws IOException {
        var head = new ByteArrayOutputStream();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            if (connection.read(one.clear()) < 0) {
                return "";
            }
            head.write(one.get(0));
        }
        String line =
                head.toString(StandardCharsets.ISO_8859_1).lines().findFirst().orElseThrow();
        return line.substring(0, line.lastIndexOf(' '));
    }

    @Override
    public void close() throws IOException {
        server.close();
        dropConnections();
    }
}
