package io.gantry.wire.sigv4;

import java.time.Instant;
import java.util.Optional;

/**
 * What belongs to an access key.
 *
 * @param secret the secret key
 * @param accountId twelve digits
 * @param principalArn whom it stands for, for example {@code arn:aws:iam::000000000000:root}
 * @param root whether that is the account's root
 * @param sessionToken the token that must come along; present for temporary keys only
 * @param expiry when the key ceases to work; absent for keys that do not expire
 * @param identity what else is known of whom it stands for
 */
public record Credential(
        String secret,
        String accountId,
        String principalArn,
        boolean root,
        Optional<String> sessionToken,
        Optional<Instant> expiry,
        Identity identity) {

    /** A key of somebody of whom only the ARN is known. */
    public Credential(
            String secret,
            String accountId,
            String principalArn,
            boolean root,
            Optional<String> sessionToken,
            Optional<Instant> expiry) {
        this(secret, accountId, principalArn, root, sessionToken, expiry, Identity.NONE);
    }

    /** A long-lived key of an account's root. */
    public static Credential root(String secret, String accountId) {
        return new Credential(
                secret,
                accountId,
                "arn:aws:iam::" + accountId + ":root",
                true,
                Optional.empty(),
                Optional.empty(),
                Identity.of(accountId));
    }

    /** Whose it is, never the secret or the token. */
    @Override
    public String toString() {
        return "Credential[" + principalArn + "]";
    }
}
