package io.gantry.settings;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a host presents to join: the node key of the server's home and the region, in one word that survives a terminal. It
 * is as secret as the key in it.
 */
public record JoinToken(AccessKey key, String region) {
    private static final String PREFIX = "gantry1.";

    /** Reads a token. */
    public static JoinToken parse(String text) {
        if (text.startsWith(PREFIX)) {
            try {
                byte[] inside = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
                String[] parts = new String(inside, StandardCharsets.UTF_8).split("\n", -1);
                if (parts.length == 3) {
                    return new JoinToken(new AccessKey(parts[0], parts[1]), parts[2]);
                }
            } catch (IllegalArgumentException noBase64) {
                throw bad(noBase64);
            }
        }
        throw bad(new IllegalArgumentException("no token"));
    }

    private static SettingsException bad(Throwable cause) {
        return new SettingsException(
                "node.token is no join token. ./gantry env --join prints one on the server's machine.", cause);
    }

    /** The token's text. */
    public String text() {
        String inside = key.accessKeyId() + "\n" + key.secretAccessKey() + "\n" + region;
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(inside.getBytes(StandardCharsets.UTF_8));
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "JoinToken[" + key.accessKeyId() + "]";
    }
}
