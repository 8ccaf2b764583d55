package io.gantry.ec2;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.model.OperationType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The room's operations while the door collects them: each one fits its type, and obeys DryRun. */
final class Offers {
    private final Map<OperationType<?, ?>, Operation<?, ?>> all = new LinkedHashMap<>();

    /**
     * With one more operation.
     *
     * @param dryRun the request's member of that name: whether the caller only asks if it may call
     */
    <I, O> Offers with(OperationType<I, O> type, Function<I, @Nullable Boolean> dryRun, Operation<I, O> operation) {
        if (all.putIfAbsent(type, new Obedient<>(dryRun, operation)) != null) {
            throw new IllegalStateException(type + " is offered twice");
        }
        return this;
    }

    Map<OperationType<?, ?>, Operation<?, ?>> all() {
        return Collections.unmodifiableMap(all);
    }

    /** An operation that obeys DryRun. */
    private record Obedient<I, O>(Function<I, @Nullable Boolean> dryRun, Operation<I, O> operation)
            implements Operation<I, O> {
        @Override
        public O call(I in, CallContext call) {
            if (Boolean.TRUE.equals(dryRun.apply(in))) {
                throw Ec2Errors.dryRun();
            }
            return operation.call(in, call);
        }
    }
}
