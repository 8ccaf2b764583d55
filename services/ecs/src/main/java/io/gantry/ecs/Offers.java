package io.gantry.ecs;

import io.gantry.wire.Operation;
import io.gantry.wire.model.OperationType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The room's operations while the door collects them: each one fits its type. */
final class Offers {
    private final Map<OperationType<?, ?>, Operation<?, ?>> all = new LinkedHashMap<>();

    <I, O> Offers with(OperationType<I, O> type, Operation<I, O> operation) {
        if (all.putIfAbsent(type, operation) != null) {
            throw new IllegalStateException(type + " is offered twice");
        }
        return this;
    }

    Map<OperationType<?, ?>, Operation<?, ?>> all() {
        return Collections.unmodifiableMap(all);
    }
}
