package io.gantry.ec2.keypair;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Digests of keys as people compare them.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/verify-keys.html">EC2: verify the fingerprint of your key pair</a>
 */
final class Fingerprints {
    private Fingerprints() {}

    /** Pairs of hexadecimal digits with colons between them. */
    static String colons(String algorithm, byte[] bytes) {
        return HexFormat.ofDelimiter(":").formatHex(digest(algorithm, bytes));
    }

    /** In base 64. */
    static String sha256(byte[] bytes) {
        return Base64.getEncoder().encodeToString(digest("SHA-256", bytes));
    }

    private static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }
}
