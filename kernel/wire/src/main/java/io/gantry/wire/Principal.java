package io.gantry.wire;

import io.gantry.wire.sigv4.Identity;

/**
 * A verified caller.
 *
 * @param arn for example {@code arn:aws:iam::000000000000:root}
 * @param accessKeyId the key that signed the call
 * @param root whether it is the account's root, which may do everything
 * @param identity what else is known of it: id, tags, session
 */
public record Principal(String arn, String accessKeyId, boolean root, Identity identity) {
    /** A caller of whom no more is known. */
    public Principal(String arn, String accessKeyId, boolean root) {
        this(arn, accessKeyId, root, Identity.NONE);
    }
}
