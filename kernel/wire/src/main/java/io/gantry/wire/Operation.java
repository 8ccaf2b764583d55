package io.gantry.wire;

import io.gantry.base.Limits;

/**
 * One AWS operation. The class is named after it, final, and does four things: resolve names, check, transact, answer. By
 * the time it is called the signature, the caller's permission and the model's constraints have been checked.
 *
 * @param <I> the SDK's request class
 * @param <O> the SDK's response class
 */
@FunctionalInterface
public interface Operation<I, O> {
    /**
     * Answers one call.
     *
     * @throws io.gantry.base.AwsError to refuse it
     */
    O call(I in, CallContext call);

    /**
     * The largest request body in bytes, at most {@link Limits#LARGEST_REQUEST_BYTES}. More than the usual one is for
     * operations of JSON services, since those alone are known before their body is read.
     */
    default int requestBytes() {
        return Limits.REQUEST_BYTES;
    }
}
