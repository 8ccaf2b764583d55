package io.gantry.wire;

/**
 * A verified caller.
 *
 * @param arn for example {@code arn:aws:iam::000000000000:root}
 * @param accessKeyId the key that signed the call
 * @param root whether it is the account's root, which may do everything
 */
public record Principal(String arn, String accessKeyId, boolean root) {}
