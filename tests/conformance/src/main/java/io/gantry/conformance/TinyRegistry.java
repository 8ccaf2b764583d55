package io.gantry.conformance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A registry on loopback that images can be pulled from: the pull half of the OCI distribution specification, for images of
 * one layer. Engines ask registries on loopback without TLS.
 *
 * @see <a href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md">OCI distribution specification</a>
 */
public final class TinyRegistry implements AutoCloseable {
    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    private static final String CONFIG = "application/vnd.docker.container.image.v1+json";
    private static final String LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip";
    private static final Pattern PATH = Pattern.compile("/v2/(.+)/(manifests|blobs)/([^/]+)");
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final Map<String, byte[]> blobs = new ConcurrentHashMap<>();
    private final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** Opens it on a free port. */
    public TinyRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException unusable) {
            throw new UncheckedIOException(unusable);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v2/", this::answer);
        server.start();
    }

    /** {@code 127.0.0.1:port}: what stands before the first slash of its images' names. */
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
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

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(exchange.getRequestMethod() + " " + path);
        exchange.getResponseHeaders().set("Docker-Distribution-Api-Version", "registry/2.0");
        Matcher matcher = PATH.matcher(path);
        if (path.equals("/v2/")) {
            reply(exchange, 200, "application/json", "{}".getBytes(StandardCharsets.UTF_8));
        } else if (!matcher.matches()) {
            refuse(exchange, "NAME_UNKNOWN");
        } else if (matcher.group(2).equals("manifests")) {
            content(exchange, manifests.get(matcher.group(1) + "/" + matcher.group(3)), MANIFEST, "MANIFEST_UNKNOWN");
        } else {
            content(exchange, blobs.get(matcher.group(3)), "application/octet-stream", "BLOB_UNKNOWN");
        }
    }

    private static void content(
            HttpExchange exchange, byte @org.jspecify.annotations.Nullable [] found, String type, String error)
            throws IOException {
        Optional<byte[]> content = Optional.ofNullable(found);
        if (content.isEmpty()) {
            refuse(exchange, error);
            return;
        }
        exchange.getResponseHeaders().set("Docker-Content-Digest", digest(content.get()));
        reply(exchange, 200, type, content.get());
    }

    private static void refuse(HttpExchange exchange, String code) throws IOException {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("errors").addObject().put("code", code).put("message", "there is no such thing");
        reply(exchange, 404, "application/json", JSON.writeValueAsBytes(body));
    }

    private static void reply(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
            return;
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
