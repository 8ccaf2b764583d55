package io.gantry.server;

import io.gantry.settings.AccessKey;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The two long-term keys of a home: the root user's, and the one with which nodes sign. Made at random on first start, in
 * the shape of AWS's, each in a file that only its owner reads.
 *
 * @param root may do everything
 * @param node may do what a container agent does
 */
record Keys(AccessKey root, AccessKey node) {
    private static final String ID_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String SECRET_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final int ID_LENGTH = 16;
    private static final int SECRET_LENGTH = 40;

    /** The keys of {@code home}; missing ones are made. A configured root key replaces the one in the file. */
    static Keys of(Path home, Optional<AccessKey> configuredRoot) throws IOException {
        SecureRandom random = new SecureRandom();
        AccessKey root = configuredRoot.isPresent()
                ? kept(AccessKey.rootFile(home), configuredRoot.get())
                : readOrMake(AccessKey.rootFile(home), random);
        return new Keys(root, readOrMake(AccessKey.nodeFile(home), random));
    }

    private static AccessKey kept(Path file, AccessKey key) throws IOException {
        key.write(file);
        return key;
    }

    private static AccessKey readOrMake(Path file, SecureRandom random) throws IOException {
        Optional<AccessKey> there = AccessKey.read(file);
        return there.isPresent()
                ? there.get()
                : kept(
                        file,
                        new AccessKey(
                                "AKIA" + text(random, ID_ALPHABET, ID_LENGTH),
                                text(random, SECRET_ALPHABET, SECRET_LENGTH)));
    }

    private static String text(SecureRandom random, String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** The key with this id. */
    Optional<AccessKey> find(String accessKeyId) {
        if (root.accessKeyId().equals(accessKeyId)) {
            return Optional.of(root);
        }
        return node.accessKeyId().equals(accessKeyId) ? Optional.of(node) : Optional.empty();
    }
}
