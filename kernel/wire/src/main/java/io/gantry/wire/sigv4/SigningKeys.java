package io.gantry.wire.sigv4;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.spec.SecretKeySpec;

/** Derived keys that were used lately: deriving one costs four times as much as checking a signature with it. */
final class SigningKeys {
    /** Keys held; one a day, region, service and access key. When full, all are dropped. */
    private static final int MOST = 512;

    private final AtomicReference<Map<Entry, SecretKeySpec>> held = new AtomicReference<>(Map.of());

    /** The secret is part of the entry, so a key that was given a new secret is not checked with the old. */
    private record Entry(String secret, Scope scope) {}

    SecretKeySpec of(String secret, Scope scope) {
        Entry entry = new Entry(secret, scope);
        Map<Entry, SecretKeySpec> known = Objects.requireNonNull(held.get());
        SecretKeySpec key = known.get(entry);
        if (key != null) {
            return key;
        }
        SecretKeySpec derived = Hashes.signingKey(secret, scope.date(), scope.region(), scope.service());
        Map<Entry, SecretKeySpec> next = new HashMap<>(known.size() < MOST ? known : Map.of());
        next.put(entry, derived);
        // Losing a race only means that another request derives the key again.
        held.compareAndSet(known, next);
        return derived;
    }
}
