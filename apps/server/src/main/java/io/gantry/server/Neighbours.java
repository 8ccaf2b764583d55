package io.gantry.server;

import io.gantry.wire.AwsCaller;
import io.gantry.wire.CallContext;
import io.gantry.wire.model.OperationType;
import java.util.concurrent.atomic.AtomicReference;

/** How rooms call each other: each is opened with this, and the operations of all are known only when all are open. */
final class Neighbours implements AwsCaller {
    private final AtomicReference<AwsCaller> all = new AtomicReference<>();

    /** From now on calls reach {@code caller}. */
    void meet(AwsCaller caller) {
        all.set(caller);
    }

    @Override
    public <I, O> O call(OperationType<I, O> type, I input, CallContext as) {
        AwsCaller caller = all.get();
        if (caller == null) {
            throw new IllegalStateException("a room called " + type.name() + " before all rooms were open");
        }
        return caller.call(type, input, as);
    }
}
