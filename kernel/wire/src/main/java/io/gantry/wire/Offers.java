package io.gantry.wire;

import io.gantry.wire.model.OperationType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** A room's operations while its door collects them: each one fits its type. */
public final class Offers {
    private final Map<OperationType<?, ?>, Operation<?, ?>> all = new LinkedHashMap<>();

    /**
     * With one more operation.
     *
     * @throws IllegalStateException when it is offered already
     */
    public <I, O> Offers with(OperationType<I, O> type, Operation<I, O> operation) {
        if (all.putIfAbsent(type, operation) != null) {
            throw new IllegalStateException(type + " is offered twice");
        }
        return this;
    }

    /** All of them. */
    public Map<OperationType<?, ?>, Operation<?, ?>> all() {
        return Collections.unmodifiableMap(all);
    }
}
