package io.gantry.wire;

import io.gantry.base.AwsError;
import io.gantry.wire.model.OperationType;

/** Decides whether a verified caller may do what it asks. Called once a call, after the input was checked. */
@FunctionalInterface
public interface Authorizer {
    /** Root may do everything, everybody else nothing. */
    Authorizer ROOT_ONLY = (call, type, input) -> {
        if (!call.principal().root()) {
            throw denied(call, type);
        }
    };

    /**
     * Returns when {@code call} is allowed.
     *
     * @param input the operation's input, for the resources it names
     * @throws AwsError AccessDeniedException when it is not
     */
    void authorize(CallContext call, OperationType<?, ?> type, Object input);

    /** AWS's refusal of an action that no policy allows. */
    static AwsError denied(CallContext call, OperationType<?, ?> type) {
        return AwsError.client(
                "AccessDeniedException",
                "User: " + call.principal().arn() + " is not authorized to perform: " + type.action()
                        + " on resource: * because no identity-based policy allows the " + type.action() + " action");
    }
}
