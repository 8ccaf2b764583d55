package io.gantry.store.embedded;

import java.util.List;
import java.util.TreeMap;

/**
 * A journal that is lost with the process, for tests and the simulation. It can be full, fail, and end in the middle of an
 * append as a killed process does; what it then holds can be opened again.
 */
public final class MemoryJournal implements Journal {
    /** How the next appends behave. */
    public enum Mode {
        /** They work. */
        WORKING,
        /** There is no room, and nothing is written. */
        FULL,
        /** There is no room for the sync: the writes may be found later, but were not acknowledged. */
        FULL_AFTER_WRITE,
        /** The device failed. */
        FAILING,
        /** The process is killed before anything is written. */
        KILLED_BEFORE_WRITE,
        /** The process is killed when everything is written and nothing is acknowledged. */
        KILLED_AFTER_WRITE
    }

    private final TreeMap<String, TreeMap<String, byte[]>> tables = new TreeMap<>();
    private long revision;
    private Mode mode = Mode.WORKING;

    /** Sets how appends behave from now on. */
    public void mode(Mode next) {
        mode = next;
    }

    /** How many appends would be found now: the revision that a new process would open at. */
    public long revision() {
        return revision;
    }

    @Override
    public long load(Rows rows) {
        tables.forEach((table, ids) -> ids.forEach((id, stored) -> rows.row(table, id, stored)));
        return revision;
    }

    @Override
    public void append(List<Write> writes, long nextRevision) {
        switch (mode) {
            case WORKING -> write(writes, nextRevision);
            case FULL -> throw new JournalFullException("no room, as the test asked");
            case FULL_AFTER_WRITE -> {
                write(writes, nextRevision);
                throw new JournalFullException("no room for the sync, as the test asked");
            }
            case FAILING -> throw new JournalLostException("input/output error, as the test asked");
            case KILLED_BEFORE_WRITE -> throw new JournalLostException("killed, as the test asked");
            case KILLED_AFTER_WRITE -> {
                write(writes, nextRevision);
                throw new JournalLostException("killed, as the test asked");
            }
        }
    }

    private void write(List<Write> writes, long nextRevision) {
        for (Write write : writes) {
            TreeMap<String, byte[]> rows = tables.computeIfAbsent(write.table(), name -> new TreeMap<>());
            if (write.stored().length == 0) {
                rows.remove(write.id());
            } else {
                rows.put(write.id(), write.stored());
            }
        }
        revision = nextRevision;
    }

    @Override
    public void close() {
        // What it holds stays, so that it can be opened again.
    }
}
