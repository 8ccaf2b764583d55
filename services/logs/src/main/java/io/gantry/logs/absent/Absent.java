package io.gantry.logs.absent;

import io.gantry.logs.group.LogsErrors;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;

/**
 * An operation that Gantry does not have.
 *
 * @param name of the operation
 * @param instead what to use in its place, a sentence
 */
public record Absent<I, O>(String name, String instead) implements Operation<I, O> {
    @Override
    public O call(I in, CallContext call) {
        throw LogsErrors.unsupported("The operation " + name + " is not supported by Gantry. " + instead);
    }
}
