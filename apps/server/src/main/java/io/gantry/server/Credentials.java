package io.gantry.server;

import io.gantry.settings.AccessKey;
import io.gantry.wire.sigv4.Credential;
import io.gantry.wire.sigv4.CredentialStore;
import io.gantry.wire.sigv4.Identity;
import java.util.Optional;

/**
 * Whose an access key is: the root's and the nodes' stand in files of the home, users' in the store, and temporary ones
 * in the token that comes along.
 *
 * @param nodeArn whom the nodes' key stands for
 * @param users the keys of users
 * @param sessions temporary credentials
 */
record Credentials(Keys keys, String accountId, String nodeArn, CredentialStore users, CredentialStore sessions)
        implements CredentialStore {
    @Override
    public Optional<Credential> find(String accessKeyId) {
        return find(accessKeyId, Optional.empty());
    }

    @Override
    public Optional<Credential> find(String accessKeyId, Optional<String> sessionToken) {
        return keys.find(accessKeyId)
                .map(this::ofHome)
                .or(() ->
                        sessionToken.isPresent() ? sessions.find(accessKeyId, sessionToken) : users.find(accessKeyId));
    }

    private Credential ofHome(AccessKey key) {
        return key.equals(keys.root())
                ? Credential.root(key.secretAccessKey(), accountId)
                : new Credential(
                        key.secretAccessKey(),
                        accountId,
                        nodeArn,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Identity.of("gantry-node"));
    }
}
