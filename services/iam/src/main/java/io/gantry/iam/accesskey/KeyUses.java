package io.gantry.iam.accesskey;

import io.gantry.state.StateStore;
import io.gantry.state.StoreUnavailableException;
import io.gantry.wire.Authorizer;
import io.gantry.wire.CallContext;
import io.gantry.wire.model.OperationType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Writes down, at most once an hour for each key, for what it was last used; then asks the authorizer that decides. */
public final class KeyUses implements Authorizer {
    private static final Duration PAUSE = Duration.ofHours(1);

    private final StateStore store;
    private final Supplier<Instant> clock;
    private final Authorizer decider;

    public KeyUses(StateStore store, Supplier<Instant> clock, Authorizer decider) {
        this.store = store;
        this.clock = clock;
        this.decider = decider;
    }

    @Override
    public void authorize(CallContext call, OperationType<?, ?> type, Object input) {
        Optional<AccessKey> key =
                store.view().get(AccessKeys.TABLE, call.principal().accessKeyId());
        if (key.isPresent() && due(key.get(), clock.get())) {
            note(call, type);
        }
        decider.authorize(call, type, input);
    }

    private static boolean due(AccessKey key, Instant now) {
        return key.lastUse().filter(use -> now.isBefore(use.at().plus(PAUSE))).isEmpty();
    }

    private void note(CallContext call, OperationType<?, ?> type) {
        LastUse use = new LastUse(clock.get(), type.service().identity().signingName(), call.region());
        try {
            store.transact(tx -> {
                tx.get(AccessKeys.TABLE, call.principal().accessKeyId())
                        .ifPresent(key -> tx.put(AccessKeys.TABLE, key.used(use)));
                return use;
            });
        } catch (StoreUnavailableException full) {
            // A note is not worth refusing a call that may only read: the next call makes it.
        }
    }
}
