package io.gantry.store.embedded;

import io.gantry.base.Env;
import io.gantry.base.Limits;
import io.gantry.base.SortedTree;
import io.gantry.state.Schema;
import io.gantry.state.StateStore;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import io.gantry.state.View;
import io.gantry.state.Watch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The store of one process. Bodies run one at a time on the newest state (the head), which may be ahead of what is
 * durable; commits wait in a queue and become durable in groups, with one sync a group; only then are they published and
 * acknowledged. A body that wrote nothing waits for what it read to be durable, so no answer rests on a lost write.
 *
 * <p>Rows of tables that were not declared at opening are kept; such a table is indexed on each use until a commit writes
 * to it, so declare what the process uses.
 */
public final class EmbeddedStateStore implements StateStore, AutoCloseable {
    private final Env env;
    private final Journal journal;
    private final Halt halt;
    private final Decoded decoded = new Decoded();
    private final Feeds feeds;

    /** Guards the head and the queue; held while a body runs. */
    private final ReentrantLock headLock = new ReentrantLock();

    private final Condition work = headLock.newCondition();
    private final ArrayDeque<Commit> queue = new ArrayDeque<>();
    private Snapshot head;
    private Optional<Commit> newest = Optional.empty();
    private Optional<Throwable> ended = Optional.empty();

    /** Bodies that wait to be run, one after the other. */
    private final Bodies bodies = new Bodies();

    /** Held by whoever appends to the journal. Taken before {@link #headLock}, never after. */
    private final ReentrantLock flushLock = new ReentrantLock();

    /** Rows that a failed append may have left in the journal, by table and id: the next append sets them right. */
    private final Map<String, Set<String>> doubtful = new LinkedHashMap<>();

    private volatile Snapshot durable;
    private final Optional<Thread> committer;

    private EmbeddedStateStore(Env env, Journal journal, Schema schema, Halt halt, boolean threaded) {
        this.env = env;
        this.journal = journal;
        this.halt = halt;
        this.durable = load(journal, schema, decoded);
        this.head = durable;
        this.feeds = new Feeds(durable.revision(), decoded);
        this.committer = threaded
                ? Optional.of(
                        Thread.ofPlatform().name("store-committer").daemon(true).unstarted(this::commitLoop))
                : Optional.empty();
    }

    /**
     * A store whose commits are made durable by a thread of its own, which alone calls the journal: a journal in native
     * code would pin the carriers of virtual threads.
     *
     * @param schema what the process uses; the rows of its tables are decoded once, so a damaged one is met here
     * @throws JournalDamagedException when the journal is damaged
     * @throws IllegalStateException when a row is no record of its table
     */
    public static EmbeddedStateStore open(Env env, Journal journal, Schema schema, Halt halt) {
        EmbeddedStateStore store = new EmbeddedStateStore(env, journal, schema, halt, true);
        store.committer.ifPresent(Thread::start);
        return store;
    }

    /** A store that commits on its callers' threads, so that a single-threaded test is deterministic. */
    public static EmbeddedStateStore stepped(Env env, Journal journal, Schema schema, Halt halt) {
        return new EmbeddedStateStore(env, journal, schema, halt, false);
    }

    /** An empty stepped store that keeps nothing: for tests. */
    public static EmbeddedStateStore inMemory(Env env, Schema schema) {
        return stepped(
                env, new MemoryJournal(), schema, (why, cause) -> env.faults().report(why, cause));
    }

    private static Snapshot load(Journal journal, Schema schema, Decoded decoded) {
        Map<String, List<Row>> rows = new HashMap<>();
        long revision = journal.load((table, id, stored) ->
                rows.computeIfAbsent(table, name -> new ArrayList<>()).add(decoded.row(id, stored)));
        SortedTree<TableState> states = SortedTree.empty();
        for (Map.Entry<String, List<Row>> table : rows.entrySet()) {
            SortedTree<Row> tree = SortedTree.empty();
            for (Row row : table.getValue()) {
                tree = tree.with(row.id(), row);
            }
            states = states.with(table.getKey(), TableState.raw(tree));
        }
        for (Table<?> table : schema.tables()) {
            TableState raw = states.get(table.name()).orElseGet(() -> TableState.raw(SortedTree.empty()));
            raw.rows().forEach((id, row) -> decoded.value(table, row));
            states = states.with(table.name(), raw.define(table, decoded));
        }
        return Snapshot.loaded(revision, states, schema.projections(), decoded);
    }

    @Override
    public View view() {
        return durable;
    }

    @Override
    public Watch watch(Table<?> table, long afterRevision) {
        return feeds.watch(table, afterRevision);
    }

    @Override
    public <R> R transact(Function<Tx, R> body) {
        for (int attempt = 0; attempt < Limits.TRANSACTION_ATTEMPTS; attempt++) {
            Run<R> run = run(body);
            if (committer.isEmpty()) {
                flush();
            }
            if (run.commit.isPresent()) {
                run.commit.get().awaitDurable();
                return run.answer.get();
            }
            if (run.readFrom.isEmpty() || run.readFrom.get().await()) {
                return run.answer.get();
            }
            // It answered from a commit that then failed: what it saw never was, so it looks again.
        }
        throw new IllegalStateException("a transaction's body was run " + Limits.TRANSACTION_ATTEMPTS + " times");
    }

    /** How a body ended: its value or what it threw, and which commit that answer waits for. */
    private record Run<R>(Supplier<R> answer, Optional<Commit> commit, Optional<Commit> readFrom) {}

    private <R> Run<R> run(Function<Tx, R> body) {
        if (headLock.isHeldByCurrentThread()) {
            throw new IllegalStateException("a transaction inside a transaction's body");
        }
        return bodies.run(headLock, () -> runOnHead(body));
    }

    private <R> Run<R> runOnHead(Function<Tx, R> body) {
        requireRunning();
        Optional<Commit> readFrom = head.revision() > durable.revision() ? newest : Optional.empty();
        Transaction tx = new Transaction(head, env);
        R value;
        try {
            value = body.apply(tx);
        } catch (RuntimeException refused) {
            return new Run<>(
                    () -> {
                        throw refused;
                    },
                    Optional.empty(),
                    readFrom);
        } finally {
            tx.close();
        }
        List<RowChange> changes = tx.changes();
        if (changes.isEmpty()) {
            return new Run<>(() -> value, Optional.empty(), readFrom);
        }
        Commit commit = new Commit(tx.result(), changes, tx.writes(changes));
        head = commit.result();
        newest = Optional.of(commit);
        queue.add(commit);
        work.signal();
        return new Run<>(() -> value, newest, Optional.empty());
    }

    private void requireRunning() {
        if (ended.isPresent()) {
            Commit never = new Commit(head, List.of(), List.of());
            never.failed(ended.get());
            never.awaitDurable();
        }
    }

    private void commitLoop() {
        while (awaitWork()) {
            flush();
        }
    }

    /** Waits for a commit; false when the store has ended and none is left. */
    private boolean awaitWork() {
        headLock.lock();
        try {
            while (queue.isEmpty()) {
                if (ended.isPresent()) {
                    return false;
                }
                work.awaitUninterruptibly();
            }
            return true;
        } finally {
            headLock.unlock();
        }
    }

    /** Makes everything in the queue durable with one append. */
    private void flush() {
        flushLock.lock();
        try {
            List<Commit> group = takeQueue();
            if (group.isEmpty()) {
                return;
            }
            try {
                append(group, group.getLast().result().revision());
            } catch (JournalFullException full) {
                rollBack(group, full);
                return;
            } catch (RuntimeException lost) {
                // Whatever else a journal throws: what is durable is unknown, and going on would build on it.
                stop(group, lost);
                return;
            }
            publish(group);
        } finally {
            flushLock.unlock();
        }
    }

    private List<Commit> takeQueue() {
        headLock.lock();
        try {
            List<Commit> group = List.copyOf(queue);
            queue.clear();
            return group;
        } finally {
            headLock.unlock();
        }
    }

    private void append(List<Commit> group, long revision) {
        List<Journal.Write> writes = new ArrayList<>();
        doubtful.forEach((table, ids) -> ids.forEach(id -> writes.add(new Journal.Write(
                table, id, durable.rows(table).get(id).map(decoded::stored).orElseGet(() -> new byte[0])))));
        for (Commit commit : group) {
            writes.addAll(commit.writes());
        }
        journal.append(writes, revision);
        doubtful.clear();
    }

    private void publish(List<Commit> group) {
        for (Commit commit : group) {
            durable = commit.result();
            feeds.publish(commit.changes(), commit.result().revision()).forEach(this::callBack);
            commit.durable();
        }
    }

    private void callBack(Runnable ready) {
        try {
            ready.run();
        } catch (RuntimeException broken) {
            // One watcher's fault must not end the thread that commits for all.
            env.faults().report("a store watch's callback", broken);
        }
    }

    private void rollBack(List<Commit> group, JournalFullException full) {
        List<Commit> failed = new ArrayList<>(group);
        headLock.lock();
        try {
            failed.addAll(queue);
            queue.clear();
            head = durable;
            newest = Optional.empty();
        } finally {
            headLock.unlock();
        }
        for (Commit commit : group) {
            for (RowChange change : commit.changes()) {
                doubtful.computeIfAbsent(change.table(), name -> new LinkedHashSet<>())
                        .add(change.id());
            }
        }
        failed.forEach(commit -> commit.failed(full));
    }

    private void stop(List<Commit> group, RuntimeException lost) {
        halt.now("The store cannot tell what is on the disk any more, so the process ends now; start it again.", lost);
        end(group, lost);
    }

    private void end(List<Commit> group, Throwable why) {
        List<Commit> failed = new ArrayList<>(group);
        headLock.lock();
        try {
            ended = ended.isPresent() ? ended : Optional.of(why);
            failed.addAll(queue);
            queue.clear();
            work.signalAll();
        } finally {
            headLock.unlock();
        }
        failed.forEach(commit -> commit.failed(why));
    }

    /** Tries to take back what refused commits may have left, so that they are not found at the next start. */
    private void takeBackDoubtful() {
        if (doubtful.isEmpty()) {
            return;
        }
        try {
            append(List.of(), durable.revision());
        } catch (JournalFullException full) {
            System.getLogger(EmbeddedStateStore.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "The disk is still full; the last refused writes may reappear.",
                            full);
        }
    }

    /** Makes durable what is under way, refuses every later write, and closes the journal. */
    @Override
    public void close() {
        headLock.lock();
        try {
            ended = ended.isPresent() ? ended : Optional.of(new IllegalStateException("the store is closed"));
            work.signalAll();
        } finally {
            headLock.unlock();
        }
        flush();
        flushLock.lock();
        try {
            takeBackDoubtful();
        } finally {
            journal.close();
            flushLock.unlock();
        }
    }
}
