package io.gantry.server;

import io.gantry.settings.AccessKey;
import io.gantry.settings.HostAndPort;
import io.gantry.settings.Setting;
import io.gantry.settings.Settings;
import io.gantry.settings.SettingsException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the server was told.
 *
 * @param home the directory with everything it keeps
 * @param endpoint the URL under which callers reach it; empty means the address it listens on
 * @param localProfile whether our own defaults are short (product.md, timing profiles)
 * @param replaceAfter how long a host may be away until services replace their tasks there; empty for ever
 * @param rootKey the root key that was configured; empty means one made on first start
 */
record ServerConfig(
        Path home,
        HostAndPort listen,
        Optional<URI> endpoint,
        String accountId,
        String region,
        boolean localProfile,
        Optional<Duration> replaceAfter,
        Optional<AccessKey> rootKey) {
    private static final String NEVER = "never";

    /**
     * Reads the server's settings.
     *
     * @throws SettingsException when one cannot be used
     */
    static ServerConfig of(Settings settings) {
        HostAndPort listen = settings.address(Setting.LISTEN);
        Optional<AccessKey> rootKey = rootKey(settings);
        rootKey.ifPresent(key -> {
            if (!listen.loopback() && !key.fullLength()) {
                throw new SettingsException("root-access-key-id and root-secret-access-key are too short for " + listen
                        + ", which other machines can reach. Use at least 16 and 40 characters, leave both out so that"
                        + " random ones are made, or listen on 127.0.0.1.");
            }
        });
        return new ServerConfig(
                settings.home(),
                listen,
                settings.optional(Setting.ENDPOINT).map(ServerConfig::endpoint),
                settings.accountId(),
                settings.region(),
                settings.localProfile(),
                settings.text(Setting.REPLACE_AFTER).equals(NEVER)
                        ? Optional.empty()
                        : Optional.of(settings.duration(Setting.REPLACE_AFTER)),
                rootKey);
    }

    private static Optional<AccessKey> rootKey(Settings settings) {
        String id = settings.text(Setting.ROOT_ACCESS_KEY_ID);
        String secret = settings.text(Setting.ROOT_SECRET_ACCESS_KEY);
        if (id.isEmpty() != secret.isEmpty()) {
            throw new SettingsException(
                    "root-access-key-id and root-secret-access-key belong together: set both or neither.");
        }
        if (id.isEmpty()) {
            return Optional.empty();
        }
        if (!id.matches("\\w{4,128}")) {
            throw new SettingsException("root-access-key-id must be 4 to 128 letters, digits or underscores.");
        }
        return Optional.of(new AccessKey(id, secret));
    }

    private static URI endpoint(String text) {
        if (!text.matches("https?://[^/?#\\s]+/?")) {
            throw new SettingsException("endpoint is \"" + text
                    + "\", but it must be a URL without a path, for example http://gantry.example:4566.");
        }
        return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }
}
