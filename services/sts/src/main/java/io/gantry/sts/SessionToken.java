package io.gantry.sts;

import io.gantry.wire.sigv4.Identity;
import java.time.Instant;

/**
 * What a session token holds, sealed: all that is known of the session.
 *
 * @param root whether it is a session of the account's root
 * @param identity with the session
 */
record SessionToken(
        String accessKeyId,
        String secretAccessKey,
        String accountId,
        String arn,
        boolean root,
        Instant expiration,
        Identity identity) {
    /** Never the secret. */
    @Override
    public String toString() {
        return "SessionToken[" + accessKeyId + ", " + arn + "]";
    }
}
