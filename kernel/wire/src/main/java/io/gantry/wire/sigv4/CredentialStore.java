package io.gantry.wire.sigv4;

import java.util.Optional;

/** Where access keys are looked up. Called once a request, from many threads. */
@FunctionalInterface
public interface CredentialStore {
    /** The credential of {@code accessKeyId}; empty when there is none, also when it was revoked. */
    Optional<Credential> find(String accessKeyId);

    /**
     * The same for a key that came with {@code sessionToken}, which has not been compared with the credential's: temporary
     * credentials that are kept nowhere are found in it.
     */
    default Optional<Credential> find(String accessKeyId, Optional<String> sessionToken) {
        return find(accessKeyId);
    }
}
