package io.gantry.wire;

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
}
