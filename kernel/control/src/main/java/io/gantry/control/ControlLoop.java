package io.gantry.control;

import io.gantry.base.AwsError;
import io.gantry.base.Env;
import io.gantry.base.Limits;
import io.gantry.state.Change;
import io.gantry.state.StateStore;
import io.gantry.state.StoreUnavailableException;
import io.gantry.state.Table;
import io.gantry.state.View;
import io.gantry.state.Watch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The engine that runs reconcilers: it reads the change feed, keeps the queue of keys and takes one step per look. It has
 * no thread: {@link #poll()} is called by a simulation or a test, {@link ControlDriver} calls its parts in production.
 *
 * <p>A step that throws is tried again after a back-off and delays no other key. What is expected to happen (a call
 * answered by an {@link AwsError}, a store that cannot write) is only tried again; anything else is reported as a fault.
 */
public final class ControlLoop implements AutoCloseable {
    private record Watching(Reconciler<?, ?> reconciler, Table<?> table, Watch watch) {}

    private final Env env;
    private final StateStore store;
    private final Leadership leadership;
    private final Map<String, Reconciler<?, ?>> reconcilers = new HashMap<>();
    private final KeyQueue queue;
    private final List<Watching> watches = new ArrayList<>();
    private volatile Optional<Runnable> ready = Optional.empty();
    private boolean leading;

    public ControlLoop(Env env, StateStore store, Leadership leadership, List<Reconciler<?, ?>> reconcilers) {
        this.env = env;
        this.store = store;
        this.leadership = leadership;
        this.queue = new KeyQueue(env, this::signal);
        for (Reconciler<?, ?> reconciler : reconcilers) {
            if (this.reconcilers.put(reconciler.kind(), reconciler) != null) {
                throw new IllegalArgumentException("two reconcilers of " + reconciler.kind());
            }
        }
        leadership.onChange(this::signal);
    }

    /** Sets what is called when a poll would find something, on any thread; it must only set a flag or release a waiter. */
    public void onReady(Runnable callback) {
        ready = Optional.of(callback);
        callback.run();
    }

    /** Asks for a look at {@code key} for a reason that is not in the store, for example an event of a container engine. */
    public void wake(Key key) {
        if (!reconcilers.containsKey(key.kind())) {
            throw new IllegalArgumentException("no reconciler of " + key);
        }
        queue.wake(key);
    }

    /**
     * Reads the feed and takes steps, at most {@link Limits#LOOKS_PER_POLL}, on the caller's thread.
     *
     * @return whether it looked at anything; when it did not, nothing happens before a change or a timer
     */
    public boolean poll() {
        readFeed();
        int looks = 0;
        while (looks < Limits.LOOKS_PER_POLL) {
            Optional<Key> key = take();
            if (key.isEmpty()) {
                break;
            }
            work(key.get());
            readFeed();
            looks++;
        }
        return looks > 0;
    }

    /** Turns what has been committed into woken keys. One thread at a time calls it. */
    void readFeed() {
        if (leadership.isLeader() != leading) {
            leading = !leading;
            if (leading) {
                start();
            } else {
                stop();
            }
        }
        for (Watching watching : watches) {
            switch (watching.watch.poll()) {
                case Watch.Batch.Changes found -> {
                    View view = store.view();
                    found.changes().forEach(change -> wakeFor(watching.reconciler, change, view));
                }
                case Watch.Batch.ListAgain _ -> {
                    wakeForAll(watching, store.view());
                    queue.wakeWaiting();
                }
            }
        }
    }

    /** The next key to work on. */
    Optional<Key> take() {
        return leading ? queue.take() : Optional.empty();
    }

    /** Looks at {@code key} and takes its step. */
    void work(Key key) {
        Reconciler<?, ?> reconciler = reconcilers.get(key.kind());
        if (reconciler == null) {
            throw new IllegalStateException("no reconciler of " + key);
        }
        KeyQueue.End end = new KeyQueue.End.Failed();
        Optional<Throwable> fault = Optional.empty();
        try {
            end = step(reconciler, key);
        } catch (StoreUnavailableException full) {
            // Expected: it is tried again after the back-off.
            end = new KeyQueue.End.Failed();
        } catch (RuntimeException broken) {
            fault = Optional.of(broken);
        } finally {
            boolean sane = queue.end(key, end);
            if (!sane) {
                fault = Optional.of(new IllegalStateException(
                        "it took " + Limits.STEPS_IN_A_ROW + " steps without a wait or being settled"));
            }
        }
        fault.ifPresent(cause -> env.faults().report("the " + key.kind() + " reconciler at " + key, cause));
    }

    private <S, A extends Step> KeyQueue.End step(Reconciler<S, A> reconciler, Key key) {
        // Most looks find nothing to write, and a view is free: only a commit step is decided again where it is
        // written.
        A seen = reconciler.decide(reconciler.look(store.view(), key), env.now());
        A step = seen instanceof Step.Commit ? decideAndCommit(reconciler, key) : seen;
        if (step instanceof Step.Commit) {
            return new KeyQueue.End.Again(false);
        }
        if (step instanceof Step.Call) {
            try {
                reconciler.call(step);
            } catch (AwsError refused) {
                // An answer, not a fault: the next look may decide otherwise.
                return new KeyQueue.End.Failed();
            }
            return new KeyQueue.End.Again(true);
        }
        if (step instanceof Step.Wait wait) {
            return new KeyQueue.End.Later(wait.delay());
        }
        if (step instanceof Step.Settled) {
            return new KeyQueue.End.Settled();
        }
        throw new IllegalStateException(step.getClass() + " is no commit, call, wait or settled step");
    }

    private <S, A extends Step> A decideAndCommit(Reconciler<S, A> reconciler, Key key) {
        return store.transact(tx -> {
            A decided = reconciler.decide(reconciler.look(tx, key), tx.now());
            if (decided instanceof Step.Commit) {
                reconciler.commit(tx, decided);
            }
            return decided;
        });
    }

    private void start() {
        View view = store.view();
        for (Reconciler<?, ?> reconciler : reconcilers.values()) {
            for (Table<?> table : reconciler.watches()) {
                Watch watch = store.watch(table, view.revision());
                Watching watching = new Watching(reconciler, table, watch);
                watches.add(watching);
                wakeForAll(watching, view);
                watch.onReady(this::signal);
            }
        }
    }

    private void stop() {
        watches.forEach(watching -> watching.watch.close());
        watches.clear();
        queue.clear();
    }

    private void wakeForAll(Watching watching, View view) {
        wakeForAll(watching.reconciler, watching.table, view);
    }

    private <T> void wakeForAll(Reconciler<?, ?> reconciler, Table<T> table, View view) {
        for (T each : view.list(table, "")) {
            String id = table.id().apply(each);
            wakeFor(reconciler, new Change<>(table, id, view.revision(), Optional.empty(), Optional.of(each)), view);
        }
    }

    private void wakeFor(Reconciler<?, ?> reconciler, Change<?> change, View view) {
        try {
            reconciler.wake(change, view).forEach(queue::wake);
        } catch (RuntimeException broken) {
            env.faults().report("the " + reconciler.kind() + " reconciler, woken by " + change.id(), broken);
        }
    }

    private void signal() {
        ready.ifPresent(Runnable::run);
    }

    /** Closes the watches and forgets the keys. */
    @Override
    public void close() {
        leading = false;
        stop();
    }
}
