package io.gantry.kit;

import io.gantry.state.StateStore;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import io.gantry.state.Watch;
import java.util.function.Function;

/**
 * A store that runs bodies more than once at random, as one that commits by compare-and-set does: a body that keeps
 * something outside its transaction is found out.
 */
public final class RerunningStore implements StateStore {
    private static final double AGAIN = 0.2;

    private final StateStore store;
    private final Gen gen;

    public RerunningStore(StateStore store, Gen gen) {
        this.store = store;
        this.gen = gen;
    }

    @Override
    public View view() {
        return store.view();
    }

    @Override
    public <R> R transact(Function<Tx, R> body) {
        while (gen.chance(AGAIN)) {
            rehearse(body);
        }
        return store.transact(body);
    }

    private <R> void rehearse(Function<Tx, R> body) {
        try {
            store.transact(tx -> {
                R _ = body.apply(tx);
                throw new Discarded();
            });
        } catch (RuntimeException discarded) {
            // The rehearsal's outcome, be it a value or a refusal, counts for nothing: the real run follows.
            return;
        }
    }

    @Override
    public Watch watch(Table<?> table, long afterRevision) {
        return store.watch(table, afterRevision);
    }

    private static final class Discarded extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Discarded() {
            super("discarded", null, false, false);
        }
    }
}
