package io.gantry.store.embedded;

import io.gantry.base.SortedTree;
import io.gantry.state.Change;
import io.gantry.state.Index;
import io.gantry.state.Projection;
import io.gantry.state.Table;
import io.gantry.state.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All tables at one revision. */
final class Snapshot implements View {
    private final long revision;
    private final SortedTree<TableState> tables;
    private final Projected projected;
    private final Decoded decoded;

    private Snapshot(long revision, SortedTree<TableState> tables, Projected projected, Decoded decoded) {
        this.revision = revision;
        this.tables = tables;
        this.projected = projected;
        this.decoded = decoded;
    }

    /** What a journal held, with the values of {@code projections} that it comes to. */
    static Snapshot loaded(
            long revision, SortedTree<TableState> tables, List<Projection<?>> projections, Decoded decoded) {
        Snapshot rows = new Snapshot(revision, tables, Projected.none(), decoded);
        return new Snapshot(revision, tables, Projected.of(projections, rows), decoded);
    }

    /** The same tables at another revision. */
    Snapshot at(long otherRevision) {
        return new Snapshot(otherRevision, tables, projected, decoded);
    }

    /** With another state of the table of {@code change}, which led to it. */
    Snapshot with(TableState state, Change<?> change) {
        String table = change.table().name();
        return new Snapshot(revision, tables.with(table, state), projected.after(change), decoded);
    }

    @Override
    public long revision() {
        return revision;
    }

    Decoded decoded() {
        return decoded;
    }

    /** The rows of a table whose definition does not matter. */
    SortedTree<Row> rows(String tableName) {
        return tables.get(tableName).map(TableState::rows).orElseGet(SortedTree::empty);
    }

    /** The table with its indexes. One that was not declared when the store opened is indexed here, each time anew. */
    TableState table(Table<?> table) {
        TableState state = tables.get(table.name()).orElseGet(() -> TableState.raw(SortedTree.empty()));
        return state.isDefined() ? state : state.define(table, decoded);
    }

    @Override
    public <T> Optional<T> get(Table<T> table, String id) {
        return rows(table.name()).get(id).map(row -> decoded.value(table, row));
    }

    @Override
    public <T> List<T> list(Table<T> table, String idPrefix) {
        List<T> found = new ArrayList<>();
        rows(table.name()).forEachWithPrefix(idPrefix, (id, row) -> found.add(decoded.value(table, row)));
        return found;
    }

    @Override
    public <T> List<T> list(Table<T> table, Index<T> index, String key) {
        SortedTree<Row> rows = table(table).find(index, key);
        List<T> found = new ArrayList<>(rows.size());
        rows.forEach((id, row) -> found.add(decoded.value(table, row)));
        return found;
    }

    @Override
    public <T> int count(Table<T> table, Index<T> index, String key) {
        return table(table).find(index, key).size();
    }

    /** One that was not declared when the store opened is worked out here, each time anew. */
    @Override
    public <P> P get(Projection<P> projection) {
        return projected.get(projection).orElseGet(() -> Projected.build(projection, this));
    }
}
