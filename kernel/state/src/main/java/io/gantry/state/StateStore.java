package io.gantry.state;

import java.util.function.Function;

/**
 * The only shared memory of the control plane (house.md, "The store, in one paragraph").
 *
 * <p>What a body must obey, because another store may run it more than once: no input or output, no clock, no randomness,
 * nothing kept outside. At most {@link io.gantry.base.Limits#CHANGES_PER_COMMIT} changes and
 * {@link io.gantry.base.Limits#BYTES_PER_COMMIT} bytes a commit.
 */
public interface StateStore {
    /** The newest committed (durable) state. */
    View view();

    /**
     * Runs {@code body} and commits all its changes at one new revision. Returns once they are durable and visible in
     * {@link #view()}. A body that changed nothing commits nothing. What the body throws is thrown on, and nothing is
     * committed.
     *
     * @throws StoreUnavailableException when the changes could not be made durable; none of them took place
     * @throws IllegalStateException when the commit is over a limit, or a body was run too often
     */
    <R> R transact(Function<Tx, R> body);

    /** Every change to {@code table} committed after {@code afterRevision}, in order. Close it after use. */
    Watch watch(Table<?> table, long afterRevision);
}
