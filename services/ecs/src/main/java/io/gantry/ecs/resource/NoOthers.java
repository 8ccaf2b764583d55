package io.gantry.ecs.resource;

import io.gantry.base.AwsError;
import io.gantry.wire.AwsCaller;
import io.gantry.wire.CallContext;
import io.gantry.wire.model.OperationType;

/** A room that stands alone: every operation of another service is refused by name. */
public final class NoOthers implements AwsCaller {
    @Override
    public <I, O> O call(OperationType<I, O> type, I input, CallContext as) {
        throw AwsError.client("UnsupportedOperation", "There is no service here that has " + type.name() + ".");
    }
}
