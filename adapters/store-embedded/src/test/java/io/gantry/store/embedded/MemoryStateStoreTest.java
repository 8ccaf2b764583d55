package io.gantry.store.embedded;

import io.gantry.kit.StateStoreContract;
import io.gantry.state.StateStore;

/** The stepped store on a journal in memory, as tests and the simulation use it. */
final class MemoryStateStoreTest extends StateStoreContract {
    private MemoryJournal journal = new MemoryJournal();

    @Override
    protected StateStore openEmpty() {
        journal = new MemoryJournal();
        return reopen();
    }

    @Override
    protected StateStore reopen() {
        return EmbeddedStateStore.stepped(
                env, journal, SCHEMA, (why, cause) -> env.faults().report(why, cause));
    }

    @Override
    protected void closeAll() {
        journal.close();
    }
}
