package io.gantry.ec2.keypair;

import io.gantry.ec2.resource.Resource;
import io.gantry.ec2.resource.Scope;
import java.time.Instant;
import java.util.Map;

/**
 * A key pair, of which only the public key is kept.
 *
 * @param keyType {@code rsa} or {@code ed25519}
 * @param fingerprint as AWS computes it for a key that it made, or that was brought
 * @param publicKey a line as OpenSSH writes it
 */
public record KeyPair(
        Scope scope,
        String keyPairId,
        String keyName,
        String keyType,
        String fingerprint,
        String publicKey,
        Instant createTime,
        Map<String, String> tags)
        implements Resource {
    @Override
    public String resourceId() {
        return keyPairId;
    }

    KeyPair withTags(Map<String, String> newTags) {
        return new KeyPair(scope, keyPairId, keyName, keyType, fingerprint, publicKey, createTime, newTags);
    }
}
