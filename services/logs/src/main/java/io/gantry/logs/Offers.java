package io.gantry.logs;

import io.gantry.logs.absent.Absent;
import io.gantry.wire.Operation;
import io.gantry.wire.model.OperationType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The room's operations while the door collects them: each one fits its type. */
final class Offers {
    private final Map<OperationType<?, ?>, Operation<?, ?>> all = new LinkedHashMap<>();

    /** With one more operation. */
    <I, O> Offers with(OperationType<I, O> type, Operation<I, O> operation) {
        if (all.putIfAbsent(type, operation) != null) {
            throw new IllegalStateException(type + " is offered twice");
        }
        return this;
    }

    /** With one that is refused by name. */
    <I, O> Offers without(OperationType<I, O> type, String instead) {
        return with(type, new Absent<>(type.name(), instead));
    }

    Map<OperationType<?, ?>, Operation<?, ?>> all() {
        return Collections.unmodifiableMap(all);
    }
}
