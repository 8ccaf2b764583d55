package io.gantry.benchmarks.scale;

import io.gantry.store.embedded.Journal;
import java.util.List;

/** Keeps nothing: the journal's own copy is on the disk, and is not what is measured. */
public final class NoJournal implements Journal {
    @Override
    public long load(Rows rows) {
        return 0;
    }

    @Override
    public void append(List<Write> writes, long revision) {
        // Nothing is kept.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
