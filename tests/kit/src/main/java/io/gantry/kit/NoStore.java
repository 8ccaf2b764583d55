package io.gantry.kit;

import io.gantry.state.StateStore;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import io.gantry.state.Watch;
import java.util.function.Function;

/** What a contract's store is before a test opened one. */
final class NoStore implements StateStore {
    @Override
    public View view() {
        throw new IllegalStateException("no store is open");
    }

    @Override
    public <R> R transact(Function<Tx, R> body) {
        throw new IllegalStateException("no store is open");
    }

    @Override
    public Watch watch(Table<?> table, long afterRevision) {
        throw new IllegalStateException("no store is open");
    }
}
