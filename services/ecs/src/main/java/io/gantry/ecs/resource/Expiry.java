package io.gantry.ecs.resource;

import io.gantry.control.Step;
import io.gantry.state.Table;
import java.time.Duration;
import java.time.Instant;

/** What to do about a record that is forgotten at a moment known beforehand. */
public sealed interface Expiry extends Step {
    /** There is no record, or it stays. */
    record Stays() implements Expiry, Step.Settled {}

    /** Its moment has not come. */
    record Later(Duration delay) implements Expiry, Step.Wait {}

    /** Its moment has come. */
    record Forget(Table<?> table, String id) implements Expiry, Step.Commit {}

    /** Forgets the record at {@code moment}. */
    static Expiry at(Instant moment, Instant now, Table<?> table, String id) {
        return now.isBefore(moment) ? new Later(Duration.between(now, moment)) : new Forget(table, id);
    }
}
