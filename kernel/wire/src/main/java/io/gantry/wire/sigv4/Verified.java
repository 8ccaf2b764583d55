package io.gantry.wire.sigv4;

/**
 * What a good signature proves.
 *
 * @param accessKeyId the key that signed
 * @param credential what belongs to it
 * @param region the region of the credential scope
 * @param service the service of the credential scope
 */
public record Verified(String accessKeyId, Credential credential, String region, String service) {

    /** What a request claims before its signature is checked: good for finding the service, for nothing else. */
    public record Claim(String region, String service) {}
}
