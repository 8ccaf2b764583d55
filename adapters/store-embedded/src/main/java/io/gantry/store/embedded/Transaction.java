package io.gantry.store.embedded;

import io.gantry.base.Env;
import io.gantry.base.Limits;
import io.gantry.state.Change;
import io.gantry.state.Index;
import io.gantry.state.Projection;
import io.gantry.state.Table;
import io.gantry.state.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One run of a body: a snapshot and what the body has changed so far. */
final class Transaction implements Tx {
    private record Touched(String table, String id) {}

    private final Env env;
    private final Instant now;
    private final Snapshot base;
    private final Set<Touched> touched = new LinkedHashSet<>();

    /** The plain forms of the rows that the body made: the journal wants them, and a row has only its shorthand. */
    private final Map<Row, byte[]> plain = new HashMap<>();

    private Snapshot current;
    private boolean open = true;

    Transaction(Snapshot base, Env env) {
        this.base = base;
        this.current = base;
        this.env = env;
        this.now = env.now();
    }

    /** Ends the body's use of it. */
    void close() {
        open = false;
    }

    /** The state after the body at the next revision. */
    Snapshot result() {
        return current.at(base.revision() + 1);
    }

    /**
     * What the body changed, in the order in which it first touched each record.
     *
     * @throws IllegalStateException when it is over a limit
     */
    List<RowChange> changes() {
        List<RowChange> changes = new ArrayList<>();
        long bytes = 0;
        for (Touched key : touched) {
            Optional<Row> before = base.rows(key.table).get(key.id);
            Optional<Row> after = current.rows(key.table).get(key.id);
            if (before.orElse(null) != after.orElse(null)) {
                RowChange change = new RowChange(key.table, key.id, base.revision() + 1, before, after);
                changes.add(change);
                bytes += key.table.length() + key.id.length();
                bytes += after.map(row -> plain(row).length).orElse(0);
            }
        }
        if (changes.size() > Limits.CHANGES_PER_COMMIT) {
            throw new IllegalStateException(changes.size() + " changes in one commit, the limit is "
                    + Limits.CHANGES_PER_COMMIT + ": make several steps of it");
        }
        if (bytes > Limits.BYTES_PER_COMMIT) {
            throw new IllegalStateException(bytes + " bytes in one commit, the limit is " + Limits.BYTES_PER_COMMIT
                    + ": make several steps of it");
        }
        return changes;
    }

    /** What the journal is to write of {@code changes}. */
    List<Journal.Write> writes(List<RowChange> changes) {
        return changes.stream()
                .map(change -> new Journal.Write(
                        change.table(),
                        change.id(),
                        change.after().map(this::plain).orElseGet(() -> new byte[0])))
                .toList();
    }

    private byte[] plain(Row row) {
        byte[] made = plain.get(row);
        return made == null ? base.decoded().stored(row) : made;
    }

    @Override
    public Instant now() {
        requireOpen();
        return now;
    }

    @Override
    public String newId() {
        requireOpen();
        return env.newId();
    }

    @Override
    public String newSecret(int bytes) {
        requireOpen();
        return env.newSecret(bytes);
    }

    @Override
    public <T> void put(Table<T> table, T value) {
        requireOpen();
        String id = table.id().apply(value);
        Decoded decoded = base.decoded();
        TableState state = current.table(table);
        Optional<Row> previous = state.rows().get(id);
        Optional<T> before = previous.map(row -> decoded.value(table, row));
        if (before.isPresent() && before.get().equals(value)) {
            return;
        }
        touched.add(new Touched(table.name(), id));
        Optional<Row> original = base.rows(table.name()).get(id);
        Row row;
        if (original.isPresent() && decoded.value(table, original.get()).equals(value)) {
            row = original.get();
        } else {
            byte[] stored =
                    table.codec().encode(value, previous.map(this::plain).orElseGet(() -> new byte[0]));
            if (stored.length == 0) {
                throw new IllegalStateException("the codec of " + table.name() + " made an empty record");
            }
            // The old row's id again, so that the trees do not come to hold two equal texts for each record.
            row = decoded.row(previous.map(Row::id).orElse(id), stored);
            plain.put(row, stored);
            decoded.keep(row, value);
        }
        current = current.with(state.with(table, row, decoded), change(table, id, before, Optional.of(value)));
    }

    @Override
    public void delete(Table<?> table, String id) {
        requireOpen();
        remove(table, id);
    }

    private <T> void remove(Table<T> table, String id) {
        Optional<T> before = current.get(table, id);
        if (before.isPresent()) {
            touched.add(new Touched(table.name(), id));
            TableState state = current.table(table).without(table, id, base.decoded());
            current = current.with(state, change(table, id, before, Optional.empty()));
        }
    }

    private <T> Change<T> change(Table<T> table, String id, Optional<T> before, Optional<T> after) {
        return new Change<>(table, id, base.revision() + 1, before, after);
    }

    @Override
    public long revision() {
        requireOpen();
        return base.revision();
    }

    @Override
    public <T> Optional<T> get(Table<T> table, String id) {
        requireOpen();
        return current.get(table, id);
    }

    @Override
    public <T> List<T> list(Table<T> table, String idPrefix) {
        requireOpen();
        return current.list(table, idPrefix);
    }

    @Override
    public <T> List<T> list(Table<T> table, Index<T> index, String key) {
        requireOpen();
        return current.list(table, index, key);
    }

    @Override
    public <T> int count(Table<T> table, Index<T> index, String key) {
        requireOpen();
        return current.count(table, index, key);
    }

    @Override
    public <P> P get(Projection<P> projection) {
        requireOpen();
        return current.get(projection);
    }

    private void requireOpen() {
        if (!open) {
            throw new IllegalStateException("a transaction was used after its body had ended");
        }
    }
}
