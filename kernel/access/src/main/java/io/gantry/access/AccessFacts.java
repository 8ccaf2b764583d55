package io.gantry.access;

import io.gantry.state.View;
import io.gantry.wire.CallContext;
import java.util.List;

/** What an operation needs to be allowed, told from its input: data of its room. */
@FunctionalInterface
public interface AccessFacts<I> {
    /**
     * Everything that a call needs; all of it has to be allowed.
     *
     * @param input the checked input; a resource that it names may not exist, and then is taken by its name
     * @param view the state before the operation, for tags and for what the input only refers to
     * @throws io.gantry.base.AwsError when the input names no resource that could be one
     */
    List<Access> of(I input, CallContext call, View view);
}
