package io.gantry.wire;

import io.gantry.base.AwsError;
import io.gantry.wire.model.OperationType;
import java.util.Optional;

/** The caller over a registry. */
public final class InProcessCaller implements AwsCaller {
    private final OperationRegistry registry;
    private final Authorizer authorizer;

    /** A caller that checks permissions with {@code authorizer}. */
    public InProcessCaller(OperationRegistry registry, Authorizer authorizer) {
        this.registry = registry;
        this.authorizer = authorizer;
    }

    @Override
    @SuppressWarnings("unchecked") // The registry ties an operation to its response class.
    public <I, O> O call(OperationType<I, O> type, I input, CallContext as) {
        return (O) checkedCall(type, input, as);
    }

    /** The same for an operation whose classes only its type knows. */
    Object checkedCall(OperationType<?, ?> type, Object input, CallContext as) {
        if (!registry.has(type)) {
            throw AwsError.client(
                    CommonErrors.UNSUPPORTED, "The operation " + type.name() + " is not supported by Gantry yet.");
        }
        Optional<String> violations = registry.violations(type, input);
        if (violations.isPresent()) {
            throw AwsError.client(type.service().identity().validationCode(), violations.get());
        }
        authorizer.authorize(as, type, input);
        return registry.call(type, input, as);
    }
}
