package io.gantry.wire;

import io.gantry.base.AwsError;
import io.gantry.wire.codec.ConstraintCheck;
import io.gantry.wire.model.OperationType;
import io.gantry.wire.model.Protocol;
import io.gantry.wire.model.ServiceIdentity;
import java.util.List;
import java.util.stream.Collectors;

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
        requireBuilt(type);
        List<ConstraintCheck.Violation> violations = registry.violations(type, input);
        if (!violations.isEmpty()) {
            throw violated(type.service().identity(), violations);
        }
        authorizer.authorize(as, type, input);
        return registry.call(type, input, as);
    }

    /**
     * Refuses an operation that AWS has and we do not, by its name.
     *
     * @throws AwsError UnsupportedOperationException
     */
    void requireBuilt(OperationType<?, ?> type) {
        if (!registry.has(type)) {
            throw AwsError.client(
                    CommonErrors.UNSUPPORTED, "The operation " + type.name() + " is not supported by Gantry yet.");
        }
    }

    /** EC2 has words of its own, and tells one violation at a time. */
    private static AwsError violated(ServiceIdentity service, List<ConstraintCheck.Violation> violations) {
        ConstraintCheck.Violation first = violations.getFirst();
        if (service.protocol() == Protocol.EC2_QUERY) {
            return first.missing()
                    ? AwsError.client("MissingParameter", "The request must contain the parameter " + first.at())
                    : AwsError.client("InvalidParameterValue", first.text());
        }
        String count = violations.size() + " validation error" + (violations.size() == 1 ? "" : "s") + " detected: ";
        return AwsError.client(
                service.validationCode(),
                count + violations.stream().map(ConstraintCheck.Violation::text).collect(Collectors.joining("; ")));
    }
}
