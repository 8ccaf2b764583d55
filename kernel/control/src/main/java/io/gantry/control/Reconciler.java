package io.gantry.control;

import io.gantry.state.Change;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Drives one kind of record towards what is wanted. The loop is the kernel's: for a key it looks at a
 * view and decides; a commit step is decided again and written in one transaction, a call step is called outside any. Then
 * it looks again, until the step is a wait or settled. The same key never runs twice at once.
 *
 * @param <S> the snapshot it looks at
 * @param <A> its steps, sealed
 */
public interface Reconciler<S, A extends Step> {
    /** The noun, unique among reconcilers; the {@link Key#kind()} of its keys. */
    String kind();

    /** The tables whose changes can wake a key. */
    List<Table<?>> watches();

    /** Which keys to look at because of {@code change}. At start and on "list again" each record comes as a creation. */
    Set<Key> wake(Change<?> change);

    /**
     * The same for a change that concerns records it does not name, for example all services that wait for room when a task
     * gives its room back. It is asked after the change, so {@code view} may be newer than it.
     */
    default Set<Key> wake(Change<?> change, View view) {
        return wake(change);
    }

    /** Gathers the snapshot; cheap, since it may find that there is nothing to do. */
    S look(View view, Key key);

    /** Decides one step: a pure function of what was seen. */
    A decide(S seen, Instant now);

    /** Applies a commit step. */
    void commit(Tx tx, A step);

    /** Performs a call step. It may be repeated after a crash, so it is idempotent. */
    void call(A step);
}
