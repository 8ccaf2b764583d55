package io.gantry.iam.resource;

import io.gantry.state.Tx;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Unique ids in AWS's form: four letters for the kind, then letters and digits.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids">AWS: unique
 *     identifiers</a>
 */
public final class EntityIds {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int LENGTH = 17;
    private static final int BYTES = 12;
    private static final int BITS = 5;

    private EntityIds() {}

    /** A new id. */
    public static String newId(Tx tx, String prefix) {
        return prefix + text(new BigInteger(tx.newSecret(BYTES), 16));
    }

    /** The id of what is the same everywhere, as AWS's own policies are. */
    public static String idOf(String prefix, String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return prefix + text(new BigInteger(1, digest));
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private static String text(BigInteger number) {
        StringBuilder text = new StringBuilder(LENGTH);
        BigInteger rest = number;
        while (text.length() < LENGTH) {
            text.append(ALPHABET.charAt(rest.intValue() & (ALPHABET.length() - 1)));
            rest = rest.shiftRight(BITS);
        }
        return text.toString();
    }
}
