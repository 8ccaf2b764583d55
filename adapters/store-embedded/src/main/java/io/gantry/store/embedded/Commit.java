package io.gantry.store.embedded;

import io.gantry.state.StoreUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A body's result on its way to the journal. */
final class Commit {
    private final Snapshot result;
    private final List<RowChange> changes;
    private final List<Journal.Write> writes;
    private final CompletableFuture<Optional<Throwable>> outcome = new CompletableFuture<>();

    Commit(Snapshot result, List<RowChange> changes, List<Journal.Write> writes) {
        this.result = result;
        this.changes = changes;
        this.writes = writes;
    }

    Snapshot result() {
        return result;
    }

    List<RowChange> changes() {
        return changes;
    }

    /** What makes it durable. */
    List<Journal.Write> writes() {
        return writes;
    }

    void durable() {
        outcome.complete(Optional.empty());
    }

    void failed(Throwable cause) {
        outcome.complete(Optional.of(cause));
    }

    /** Waits for the outcome; whether it is durable. */
    boolean await() {
        return outcome.join().isEmpty();
    }

    /** Waits until it is durable. */
    void awaitDurable() {
        Optional<Throwable> failure = outcome.join();
        if (failure.isPresent()) {
            Throwable cause = failure.get();
            throw new StoreUnavailableException("the store cannot write: " + cause.getMessage(), cause);
        }
    }
}
