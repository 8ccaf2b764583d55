package io.gantry.store.embedded;

import java.util.List;

/**
 * Where commits become durable. The store reads it once, when it opens, and from then on only appends. One thread at a
 * time uses it.
 */
public interface Journal extends AutoCloseable {
    /** Receives what a journal holds. */
    interface Rows {
        /** One record as last appended. */
        void row(String table, String id, byte[] stored);
    }

    /**
     * One record's new stored form.
     *
     * @param stored the encoded record; empty when it is deleted (no codec makes an empty record)
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; a list would cost one object for each byte
    record Write(String table, String id, byte[] stored) {}

    /**
     * Gives every record to {@code rows}.
     *
     * @return the revision of the last append, 0 for a new journal
     * @throws JournalDamagedException when what is stored is not what was written
     */
    long load(Rows rows);

    /**
     * Makes all writes durable, or none, together with the revision. They are durable when this returns.
     *
     * @throws JournalFullException when there is no room; the writes may or may not be found after a restart, until the
     *     next append has succeeded. A later append may succeed.
     * @throws JournalLostException when it is unknown what is durable and the process has to start again
     */
    void append(List<Write> writes, long revision);

    @Override
    void close();
}
