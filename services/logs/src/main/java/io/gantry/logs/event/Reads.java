package io.gantry.logs.event;

import io.gantry.base.Env;
import io.gantry.logs.group.LogsErrors;
import io.gantry.logs.port.LogStore;
import io.gantry.logs.port.Query;
import io.gantry.logs.port.Slice;

/** Reads of the store on behalf of callers. */
final class Reads {
    private Reads() {}

    static Slice read(LogStore events, Env env, Query query) {
        try {
            return events.read(query);
        } catch (LogStore.Unavailable broken) {
            env.faults().report("log store", broken);
            throw LogsErrors.unavailable();
        }
    }
}
