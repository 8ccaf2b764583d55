package io.gantry.wire.sigv4;

import java.util.Optional;

/** Where access keys are looked up. Called once a request, from many threads. */
@FunctionalInterface
public interface CredentialStore {
    /** The credential of {@code accessKeyId}; empty when there is none, also when it was revoked. */
    Optional<Credential> find(String accessKeyId);
}
