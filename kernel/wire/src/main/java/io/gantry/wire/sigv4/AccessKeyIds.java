package io.gantry.wire.sigv4;

import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Ids of access keys in AWS's form: {@code AKIA} for long-lived and {@code ASIA} for temporary ones, then 16 characters of base
 * 32 that hold 80 bits: a one, the account's number in 40 bits, and 39 random ones. So whose a key is can be told from its id,
 * as {@code sts get-access-key-info} does, without looking anywhere.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html">AWS: GetAccessKeyInfo</a>
 */
public final class AccessKeyIds {
    /** Random bytes that an id takes. */
    public static final int RANDOM_BYTES = 5;

    /** Random bytes that a secret takes. */
    public static final int SECRET_BYTES = 30;

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int LENGTH = 16;
    private static final int PREFIX = 4;
    private static final int DIGIT_BITS = 5;
    private static final int RANDOM_BITS = 39;
    private static final int ACCOUNT_BITS = 40;

    private AccessKeyIds() {}

    /**
     * An id.
     *
     * @param prefix {@code AKIA} or {@code ASIA}
     * @param accountId twelve digits
     * @param random {@link #RANDOM_BYTES} in hexadecimal
     */
    public static String of(String prefix, String accountId, String random) {
        BigInteger low = new BigInteger(random, 16).mod(BigInteger.ONE.shiftLeft(RANDOM_BITS));
        BigInteger bits = BigInteger.ONE
                .shiftLeft(ACCOUNT_BITS)
                .or(new BigInteger(accountId))
                .shiftLeft(RANDOM_BITS)
                .or(low);
        StringBuilder id = new StringBuilder(prefix);
        for (int digit = LENGTH - 1; digit >= 0; digit--) {
            id.append(ALPHABET.charAt(bits.shiftRight(digit * DIGIT_BITS).intValue() & (ALPHABET.length() - 1)));
        }
        return id.toString();
    }

    /** The account that an id of this form names; empty for ids of other forms. */
    public static Optional<String> accountOf(String accessKeyId) {
        if (accessKeyId.length() != PREFIX + LENGTH) {
            return Optional.empty();
        }
        BigInteger bits = BigInteger.ZERO;
        for (char c : accessKeyId.substring(PREFIX).toCharArray()) {
            int digit = ALPHABET.indexOf(c);
            if (digit < 0) {
                return Optional.empty();
            }
            bits = bits.shiftLeft(DIGIT_BITS).or(BigInteger.valueOf(digit));
        }
        BigInteger account = bits.shiftRight(RANDOM_BITS).mod(BigInteger.ONE.shiftLeft(ACCOUNT_BITS));
        String digits = "%012d".formatted(account);
        return bits.testBit(RANDOM_BITS + ACCOUNT_BITS) && digits.length() == 12
                ? Optional.of(digits)
                : Optional.empty();
    }

    /**
     * A secret key, 40 characters of base 64.
     *
     * @param random {@link #SECRET_BYTES} in hexadecimal
     */
    public static String secret(String random) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(random));
    }
}
