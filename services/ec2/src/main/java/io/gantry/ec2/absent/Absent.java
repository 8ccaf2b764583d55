package io.gantry.ec2.absent;

import io.gantry.base.AwsError;
import io.gantry.ec2.resource.Ec2Errors;
import io.gantry.wire.CallContext;
import io.gantry.wire.Operation;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The Describe operation of a kind of which there is none.
 *
 * @param ids that a request names
 * @param notFoundCode AWS's code for an id that names nothing
 * @param none the answer without any
 */
public record Absent<I, O>(Function<I, List<String>> ids, String notFoundCode, Supplier<O> none)
        implements Operation<I, O> {
    @Override
    public O call(I in, CallContext call) {
        List<String> named = ids.apply(in);
        if (!named.isEmpty()) {
            throw AwsError.client(notFoundCode, "'" + Ec2Errors.shown(named.getFirst()) + "' does not exist");
        }
        return none.get();
    }
}
