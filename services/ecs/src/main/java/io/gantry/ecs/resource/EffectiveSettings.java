package io.gantry.ecs.resource;

import io.gantry.state.View;
import io.gantry.wire.CallContext;

/** The account settings as they hold for a caller. The noun stands beside the others, so the door hands this in. */
public interface EffectiveSettings {
    /**
     * The value that holds for the caller: the principal's own, else the account's default, else AWS's.
     *
     * @param name a setting's name as AWS prints it, for example {@code containerInsights}
     */
    String value(View view, CallContext call, String name);
}
