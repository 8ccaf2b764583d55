package io.gantry.ecs;

import io.gantry.wire.AwsCaller;
import io.gantry.wire.CallContext;
import io.gantry.wire.model.OperationType;

/** The services beside ECS. */
record FakeNeighbours(FakeEc2 ec2, FakeSts sts) implements AwsCaller {
    @Override
    public <I, O> O call(OperationType<I, O> type, I input, CallContext as) {
        return FakeSts.has(type) ? sts.call(type, input, as) : ec2.call(type, input, as);
    }
}
