package io.gantry.agent.node.sandbox;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The image that sandboxes are made of, as an archive for the engine's "load" call. It is made here, so that it need never be
 * pulled; and since the node has not pulled it, image cleanup leaves it alone. Same architecture, same bytes.
 *
 * @see <a href="https://github.com/moby/docker-image-spec/blob/main/v1.2.md">Docker image specification v1.2</a>
 */
public final class PauseImage {
    /** Its name in the engine. The tag changes with the program. */
    public static final String NAME = "gantry/pause:1";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BLOCK = 512;

    private PauseImage() {}

    /**
     * The archive.
     *
     * @param architecture {@code amd64} or {@code arm64}
     * @throws IllegalArgumentException for another one
     */
    public static byte[] archive(String architecture) {
        ByteArrayOutputStream layer = new ByteArrayOutputStream();
        entry(layer, "pause", PauseProgram.of(architecture), "0000755");
        end(layer);
        byte[] config = config(architecture, layer.toByteArray());
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        entry(archive, "layer.tar", layer.toByteArray(), "0000644");
        entry(archive, "config.json", config, "0000644");
        entry(archive, "manifest.json", manifest(), "0000644");
        end(archive);
        return archive.toByteArray();
    }

    /** The archive for the architecture of this host. */
    public static byte[] ofThisHost() {
        String name = System.getProperty("os.arch", "");
        return archive(name.equals("aarch64") ? "arm64" : name);
    }

    private static byte[] config(String architecture, byte[] layer) {
        ObjectNode config = JSON.createObjectNode();
        config.put("architecture", architecture).put("os", "linux").put("created", "1970-01-01T00:00:00Z");
        config.putObject("config").putArray("Entrypoint").add("/pause");
        ObjectNode root = config.putObject("rootfs");
        root.put("type", "layers").putArray("diff_ids").add("sha256:" + sha256(layer));
        return JSON.writeValueAsBytes(config);
    }

    private static byte[] manifest() {
        ObjectNode image = JSON.createObjectNode();
        image.put("Config", "config.json");
        image.putArray("RepoTags").add(NAME);
        image.putArray("Layers").add("layer.tar");
        return JSON.writeValueAsBytes(JSON.createArrayNode().add(image));
    }

    private static String sha256(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** One file of a tar archive in the ustar format, of 1970 and root's. */
    private static void entry(ByteArrayOutputStream tar, String name, byte[] content, String mode) {
        byte[] header = new byte[BLOCK];
        put(header, 0, name);
        put(header, 100, mode);
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        put(header, 124, octal(content.length, 11));
        put(header, 136, octal(0, 11));
        put(header, 148, "        ");
        put(header, 156, "0");
        put(header, 257, "ustar");
        put(header, 263, "00");
        int sum = 0;
        for (byte value : header) {
            sum += value;
        }
        put(header, 148, octal(sum, 6) + "\0 ");
        tar.writeBytes(header);
        tar.writeBytes(content);
        tar.writeBytes(new byte[(BLOCK - content.length % BLOCK) % BLOCK]);
    }

    private static void end(ByteArrayOutputStream tar) {
        tar.writeBytes(new byte[2 * BLOCK]);
    }

    private static void put(byte[] header, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }

    private static String octal(int value, int digits) {
        String text = Integer.toOctalString(value);
        return "0".repeat(digits - text.length()) + text;
    }
}
