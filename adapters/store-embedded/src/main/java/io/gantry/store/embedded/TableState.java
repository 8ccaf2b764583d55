package io.gantry.store.embedded;

import io.gantry.base.SortedTree;
import io.gantry.state.Index;
import io.gantry.state.Table;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rows of one table at one revision and, once the table's definition is known, its indexes: for each index a tree
 * from key to a tree of rows by id.
 */
final class TableState {
    private final Optional<Table<?>> definition;
    private final SortedTree<Row> rows;
    private final Map<String, SortedTree<SortedTree<Row>>> indexes;

    private TableState(
            Optional<Table<?>> definition, SortedTree<Row> rows, Map<String, SortedTree<SortedTree<Row>>> indexes) {
        this.definition = definition;
        this.rows = rows;
        this.indexes = indexes;
    }

    /** A table about which nothing but its rows is known; it has no indexes. */
    static TableState raw(SortedTree<Row> rows) {
        return new TableState(Optional.empty(), rows, Map.of());
    }

    boolean isDefined() {
        return definition.isPresent();
    }

    SortedTree<Row> rows() {
        return rows;
    }

    /**
     * This table with its indexes built by {@code table}.
     *
     * @throws IllegalStateException when a row is no record of that table
     */
    TableState define(Table<?> table, Decoded decoded) {
        Map<String, SortedTree<SortedTree<Row>>> empty = new HashMap<>();
        for (Index<?> index : table.indexes()) {
            empty.put(index.name(), SortedTree.empty());
        }
        TableState[] built = {new TableState(Optional.of(table), SortedTree.empty(), empty)};
        rows.forEach((id, row) -> built[0] = built[0].with(table, row, decoded));
        return built[0];
    }

    /** The rows under {@code key} of {@code index}. */
    SortedTree<Row> find(Index<?> index, String key) {
        SortedTree<SortedTree<Row>> tree = indexes.get(index.name());
        if (tree == null) {
            throw new IllegalArgumentException("the table has no index " + index.name());
        }
        return tree.get(key).orElseGet(SortedTree::empty);
    }

    /** This table with {@code row} new or instead of the one with its id. */
    <T> TableState with(Table<T> table, Row row, Decoded decoded) {
        Optional<Row> old = rows.get(row.id());
        Map<String, SortedTree<SortedTree<Row>>> changed = indexes;
        if (!table.indexes().isEmpty()) {
            changed = new HashMap<>(indexes);
            Optional<T> before = old.map(r -> decoded.value(table, r));
            T after = decoded.value(table, row);
            for (Index<T> index : table.indexes()) {
                List<String> oldKeys = before.map(index.keys()).orElse(List.of());
                List<String> newKeys = index.keys().apply(after);
                changed.computeIfPresent(
                        index.name(), (name, tree) -> put(remove(tree, oldKeys, newKeys, row.id()), newKeys, row));
            }
        }
        return new TableState(definition, rows.with(row.id(), row), changed);
    }

    /** This table without the record {@code id}. */
    <T> TableState without(Table<T> table, String id, Decoded decoded) {
        Optional<Row> old = rows.get(id);
        if (old.isEmpty()) {
            return this;
        }
        Map<String, SortedTree<SortedTree<Row>>> changed = new HashMap<>(indexes);
        if (!table.indexes().isEmpty()) {
            T before = decoded.value(table, old.get());
            for (Index<T> index : table.indexes()) {
                List<String> keys = index.keys().apply(before);
                changed.computeIfPresent(index.name(), (name, tree) -> remove(tree, keys, List.of(), id));
            }
        }
        return new TableState(definition, rows.without(id), changed);
    }

    private static SortedTree<SortedTree<Row>> put(SortedTree<SortedTree<Row>> tree, List<String> keys, Row row) {
        SortedTree<SortedTree<Row>> changed = tree;
        for (String key : keys) {
            SortedTree<Row> found = changed.get(key).orElseGet(SortedTree::empty);
            changed = changed.with(key, found.with(row.id(), row));
        }
        return changed;
    }

    private static SortedTree<SortedTree<Row>> remove(
            SortedTree<SortedTree<Row>> tree, List<String> keys, List<String> kept, String id) {
        SortedTree<SortedTree<Row>> changed = tree;
        for (String key : keys) {
            if (kept.contains(key)) {
                continue;
            }
            SortedTree<Row> left = changed.get(key).orElseGet(SortedTree::empty).without(id);
            changed = left.isEmpty() ? changed.without(key) : changed.with(key, left);
        }
        return changed;
    }
}
