package io.gantry.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A long-term access key. Its file is mode 0600 and in {@code key = value} lines, so that a shell reads it as easily.
 *
 * @param accessKeyId as AWS writes them: {@code AKIA} and sixteen letters or digits
 * @param secretAccessKey forty characters
 */
public record AccessKey(String accessKeyId, String secretAccessKey) {
    private static final String ID = "access-key-id";
    private static final String SECRET = "secret-access-key";

    /** The root user's key of a home. */
    public static Path rootFile(Path home) {
        return home.resolve("keys").resolve("root");
    }

    /** The key with which the nodes of a home sign: it may only do what a container agent does. */
    public static Path nodeFile(Path home) {
        return home.resolve("keys").resolve("node");
    }

    /** The key that hides, in the store, the secrets of users' keys and what temporary credentials carry about. */
    public static Path sealFile(Path home) {
        return home.resolve("keys").resolve("seal");
    }

    /** Reads a key's file, if it is there. */
    public static Optional<AccessKey> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Map<String, String> values = KeyValueFile.read(file);
        if (!values.containsKey(ID) || !values.containsKey(SECRET)) {
            throw new SettingsException(file + " holds no access key. Delete it and start the server again.");
        }
        return Optional.of(new AccessKey(values.getOrDefault(ID, ""), values.getOrDefault(SECRET, "")));
    }

    /** Writes the key's file. */
    public void write(Path file) throws IOException {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(ID, accessKeyId);
        values.put(SECRET, secretAccessKey);
        KeyValueFile.write(file, values);
    }

    /** Whether both parts are as long as AWS's, so that they may guard an endpoint that others can reach. */
    public boolean fullLength() {
        return accessKeyId.length() >= 16 && secretAccessKey.length() >= 40;
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "AccessKey[" + accessKeyId + "]";
    }
}
