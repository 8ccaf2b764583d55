package io.gantry.iam.accesskey;

import java.time.Instant;
import java.util.Optional;

/**
 * A user's long-lived key.
 *
 * @param accessKeyId {@code AKIA...}
 * @param userId {@code AIDA...}
 * @param sealedSecret the secret key, which only the seal opens
 * @param inactive whether it signs nothing at present
 * @param lastUse to the hour or so; empty for a key that was never used
 */
public record AccessKey(
        String accountId,
        String accessKeyId,
        String userId,
        String sealedSecret,
        boolean inactive,
        Instant createDate,
        Optional<LastUse> lastUse) {
    AccessKey withStatus(boolean nowInactive) {
        return new AccessKey(accountId, accessKeyId, userId, sealedSecret, nowInactive, createDate, lastUse);
    }

    AccessKey used(LastUse use) {
        return new AccessKey(accountId, accessKeyId, userId, sealedSecret, inactive, createDate, Optional.of(use));
    }

    /** To what the seal binds the secret of this key. */
    static String binding(String accessKeyId) {
        return "iam/access-key/" + accessKeyId;
    }

    /** Never the secret, sealed or not. */
    @Override
    public String toString() {
        return "AccessKey[" + accessKeyId + "]";
    }
}
