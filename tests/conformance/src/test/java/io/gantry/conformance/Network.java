package io.gantry.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** Questions to what runs in containers, over this host's ports; asked again until there is an answer. */
final class Network {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration ONE = Duration.ofSeconds(2);

    private Network() {}

    /** The body of {@code GET http://127.0.0.1:port/path}. */
    static String get(int port, String path) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(ONE)
                    .build();
            return ask("GET " + path + " on port " + port, () -> {
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
                if (response.statusCode() != 200) {
                    throw new AssertionError(path + " answered " + response.statusCode());
                }
                return response.body();
            });
        }
    }

    /** Sends bytes over TCP and answers what comes back first. */
    static String exchange(int port, String text) {
        return ask("TCP on port " + port, () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) ONE.toMillis());
                socket.setSoTimeout((int) ONE.toMillis());
                socket.getOutputStream().write(text.getBytes(UTF_8));
                byte[] answer = new byte[512];
                int length = socket.getInputStream().read(answer);
                if (length < 0) {
                    throw new IOException("closed without an answer");
                }
                return new String(answer, 0, length, UTF_8);
            }
        });
    }

    /** Sends a datagram and answers the one that comes back. */
    static String datagram(int port, String text) {
        return ask("UDP on port " + port, () -> {
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.setSoTimeout((int) ONE.toMillis());
                byte[] bytes = text.getBytes(UTF_8);
                socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), port));
                DatagramPacket answer = new DatagramPacket(new byte[512], 512);
                socket.receive(answer);
                return new String(answer.getData(), 0, answer.getLength(), UTF_8);
            }
        });
    }

    /** A port that nobody listens on, below those that engines and kernels give out by themselves. */
    static int freePort() {
        return RunningGantry.awaitFound("a free port", LIMIT, () -> {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (ServerSocket _ = new ServerSocket(port)) {
                return Optional.of(port);
            } catch (IOException taken) {
                return Optional.empty();
            }
        });
    }

    /** A question that may fail while the other side is still starting. */
    private interface Question<T> {
        T ask() throws IOException, InterruptedException;
    }

    private static <T> T ask(String what, Question<T> question) {
        return RunningGantry.awaitFound(what, LIMIT, () -> once(question));
    }

    private static <T> Optional<T> once(Question<T> question) {
        try {
            return Optional.of(question.ask());
        } catch (IOException notYet) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
