package io.gantry.ec2;

import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import io.gantry.wire.codec.Members;
import io.gantry.wire.model.OperationType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/** The room's operations while the door collects them: each one fits its type, and obeys DryRun. */
final class Offers {
    private final Map<OperationType<?, ?>, Operation<?, ?>> all = new LinkedHashMap<>();

    /** With one more operation. */
    <I extends SdkPojo, O> Offers with(OperationType<I, O> type, Operation<I, O> operation) {
        if (all.putIfAbsent(type, new Obedient<>(operation)) != null) {
            throw new IllegalStateException(type + " is offered twice");
        }
        return this;
    }

    Map<OperationType<?, ?>, Operation<?, ?>> all() {
        return Collections.unmodifiableMap(all);
    }

    /** An operation that obeys DryRun. */
    private record Obedient<I extends SdkPojo, O>(Operation<I, O> operation) implements Operation<I, O> {
        @Override
        public O call(I in, CallContext call) {
            if (Members.isTrue(in, "DryRun")) {
                throw Ec2Errors.dryRun();
            }
            return operation.call(in, call);
        }
    }
}
