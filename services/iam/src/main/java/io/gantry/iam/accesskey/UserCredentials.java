package io.gantry.iam.accesskey;

import io.gantry.base.Seal;
import io.gantry.iam.user.User;
import io.gantry.iam.user.Users;
import io.gantry.state.StateStore;
import io.gantry.state.View;
import io.gantry.wire.sigv4.Credential;
import io.gantry.wire.sigv4.CredentialStore;
import io.gantry.wire.sigv4.Identity;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The credentials of users by their active keys. The view is asked each time, so a key that is gone signs nothing more. */
public final class UserCredentials implements CredentialStore {
    /** Secrets held open; when there are more, all are opened again. */
    private static final int MOST = 256;

    private final StateStore store;
    private final Seal seal;
    private final AtomicReference<Map<String, String>> opened = new AtomicReference<>(Map.of());

    public UserCredentials(StateStore store, Seal seal) {
        this.store = store;
        this.seal = seal;
    }

    @Override
    public Optional<Credential> find(String accessKeyId) {
        View view = store.view();
        return view.get(AccessKeys.TABLE, accessKeyId)
                .filter(key -> !key.inactive())
                .flatMap(
                        key -> Users.withId(view, key.accountId(), key.userId()).map(user -> credential(key, user)));
    }

    private Credential credential(AccessKey key, User user) {
        return new Credential(
                secret(key),
                user.accountId(),
                user.arn(),
                false,
                Optional.empty(),
                Optional.empty(),
                new Identity(user.entityId(), user.tags(), Optional.empty()));
    }

    private String secret(AccessKey key) {
        Map<String, String> known = Objects.requireNonNull(opened.get());
        String secret = known.get(key.sealedSecret());
        if (secret != null) {
            return secret;
        }
        String found = seal.open(key.sealedSecret(), AccessKey.binding(key.accessKeyId()))
                .orElseThrow(() -> new IllegalStateException(
                        "the secret of " + key.accessKeyId() + " was sealed with a key that is not here"));
        Map<String, String> next = new HashMap<>(known.size() < MOST ? known : Map.of());
        next.put(key.sealedSecret(), found);
        // Losing a race only means that another request opens it again.
        opened.compareAndSet(known, next);
        return found;
    }
}
