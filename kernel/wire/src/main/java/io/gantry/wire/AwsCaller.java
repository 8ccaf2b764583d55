package io.gantry.wire;

import io.gantry.wire.model.OperationType;

/** Calls AWS operations inside this process: how rooms use each other. */
public interface AwsCaller {
    /**
     * Calls {@code type} with everything that a call from outside meets save the wire: constraints, permission, operation.
     *
     * @param as on whose behalf
     * @throws io.gantry.base.AwsError what the operation, or a check before it, refuses
     */
    <I, O> O call(OperationType<I, O> type, I input, CallContext as);
}
