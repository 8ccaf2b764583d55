package io.gantry.state;

import java.util.List;

/**
 * A cursor into the feed of committed changes of one table. It has no thread: the owner polls it, and may ask to be
 * called when a poll would find something.
 */
public interface Watch extends AutoCloseable {
    /** What a poll found. */
    sealed interface Batch {
        /**
         * The changes since the last poll, oldest first; empty when there were none.
         *
         * @param throughRevision every commit up to here is now accounted for
         */
        record Changes(List<Change<?>> changes, long throughRevision) implements Batch {}

        /**
         * The reader fell too far behind (or asked for a revision that is no longer kept): read the table as of
         * {@code revision}; the next poll goes on from there.
         */
        record ListAgain(long revision) implements Batch {}
    }

    /** What has been committed since the last poll. Never blocks. */
    Batch poll();

    /**
     * Sets what is called after a commit that touched the table, and at once if there already is something to poll. It is
     * called on the committer's thread: it must only set a flag or release a waiter.
     */
    void onReady(Runnable ready);

    @Override
    void close();
}
