package io.gantry.conformance;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A registry on loopback that images can be pulled from: the pull half of the OCI distribution specification, for images of
 * one layer. An engine asks a registry on loopback with TLS first, and without it once that has failed. It must fail at once:
 * whoever waits for the rest of the greeting, as the JDK's server does, makes the engine wait ten seconds for each question.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md">OCI distribution specification</a>
 */
public final class TinyRegistry implements AutoCloseable {
    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    private static final String CONFIG = "application/vnd.docker.container.image.v1+json";
    private static final String LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    private static final Pattern PATH = Pattern.compile("/v2/(.+)/(manifests|blobs)/([^/]+)");
    private static final Pattern REQUEST = Pattern.compile("(GET|HEAD) (/\\S*) HTTP/1\\.1");
    private static final JsonMapper JSON = new JsonMapper();

    /** The first byte of a TLS connection: the record type of a handshake (RFC 8446, 5.1). */
    private static final int HANDSHAKE = 22;

    private final ServerSocket server;
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** Opens it on a free port. */
    public TinyRegistry() {
        try {
            server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
        Thread.ofVirtual().name("registry").start(this::listen);
    }

    /** {@code 127.0.0.1:port}: what stands before the first slash of its images' names. */
    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** The requests so far: method and path. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    /**
     * Puts an image under a name, in place of the one that was there.
     *
     * @param name {@code repository:tag}
     * @param files its only layer
     * @param command what it runs
     * @return the manifest's digest
     */
    public String publish(String name, Map<String, byte[]> files, List<String> command) {
        byte[] tar = Tar.of(files);
        byte[] layer = gzip(tar);
        ObjectNode config =
                JSON.createObjectNode().put("architecture", architecture()).put("os", "linux");
        command.forEach(config.putObject("config").putArray("Cmd")::add);
        config.putObject("rootfs").put("type", "layers").putArray("diff_ids").add(digest(tar));
        byte[] configured = JSON.writeValueAsBytes(config);
        ObjectNode manifest = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", MANIFEST);
        describe(manifest.putObject("config"), CONFIG, configured);
        describe(manifest.putArray("layers").addObject(), LAYER, layer);
        byte[] whole = JSON.writeValueAsBytes(manifest);
        String repository = name.substring(0, name.lastIndexOf(':'));
        manifests.put(repository + "/" + name.substring(name.lastIndexOf(':') + 1), whole);
        manifests.put(repository + "/" + digest(whole), whole);
        return digest(whole);
    }

    private void describe(ObjectNode descriptor, String type, byte[] content) {
        blobs.put(digest(content), content);
        descriptor.put("mediaType", type).put("size", content.length).put("digest", digest(content));
    }

    private static String architecture() {
        return System.getProperty("os.arch", "").equals("aarch64") ? "arm64" : "amd64";
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    private static String digest(byte[] content) {
        try {
            return "sha256:"
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException closed) {
                // Closing it is how it ends.
                return;
            }
        }
    }

    /** One question a connection. */
    private void serve(Socket client) {
        try (client) {
            PushbackInputStream in = new PushbackInputStream(client.getInputStream());
            int first = in.read();
            if (first == HANDSHAKE || first < 0) {
                return;
            }
            in.unread(first);
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
            Matcher request =
                    REQUEST.matcher(Optional.ofNullable(lines.readLine()).orElse(""));
            String header = lines.readLine();
            while (header != null && !header.isEmpty()) {
                header = lines.readLine();
            }
            if (request.matches()) {
                asked.add(request.group(1) + " " + request.group(2));
                send(client.getOutputStream(), request.group(1), answer(request.group(2)));
            }
        } catch (IOException gone) {
            // The engine hung up; it asks again if it wants to know.
        }
    }

    /** What is at a path. */
    private Answer answer(String path) {
        Matcher matcher = PATH.matcher(path);
        if (path.equals("/v2/")) {
            return new Answer("200 OK", "application/json", "{}".getBytes(StandardCharsets.UTF_8));
        }
        if (!matcher.matches()) {
            return refusal("NAME_UNKNOWN");
        }
        return matcher.group(2).equals("manifests")
                ? content(manifests, matcher.group(1) + "/" + matcher.group(3), MANIFEST, "MANIFEST_UNKNOWN")
                : content(blobs, matcher.group(3), "application/octet-stream", "BLOB_UNKNOWN");
    }

    private static Answer content(Map<String, byte[]> from, String name, String type, String error) {
        return Optional.ofNullable(from.get(name))
                .map(found -> new Answer("200 OK", type, found))
                .orElseGet(() -> refusal(error));
    }

    private static Answer refusal(String code) {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("errors").addObject().put("code", code).put("message", "there is no such thing");
        return new Answer("404 Not Found", "application/json", JSON.writeValueAsBytes(body));
    }

    private static void send(OutputStream out, String method, Answer answer) throws IOException {
        String head = String.join(
                "\r\n",
                "HTTP/1.1 " + answer.status,
                "Content-Type: " + answer.type,
                "Content-Length: " + answer.body.length,
                "Docker-Distribution-Api-Version: registry/2.0",
                "Docker-Content-Digest: " + digest(answer.body),
                "Connection: close",
                "",
                "");
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        if (!method.equals("HEAD")) {
            out.write(answer.body);
        }
        out.flush();
    }

    /** A status line's end, and what follows. */
    private static final class Answer {
        private final String status;
        private final String type;
        private final byte[] body;

        Answer(String status, String type, byte[] body) {
            this.status = status;
            this.type = type;
            this.body = body;
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
    }
}
