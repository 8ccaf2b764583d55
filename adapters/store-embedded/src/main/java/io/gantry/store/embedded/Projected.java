package io.gantry.store.embedded;

import io.gantry.state.Change;
import io.gantry.state.Projection;
import io.gantry.state.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of the declared projections at one revision. */
final class Projected {
    private final Map<String, List<Projection<?>>> byTable;
    private final Map<Projection<?>, Object> values;

    private Projected(Map<String, List<Projection<?>>> byTable, Map<Projection<?>, Object> values) {
        this.byTable = byTable;
        this.values = values;
    }

    /** None. */
    static Projected none() {
        return new Projected(Map.of(), Map.of());
    }

    /** Those of {@code rows}. */
    static Projected of(List<Projection<?>> projections, Snapshot rows) {
        Map<String, List<Projection<?>>> byTable = new HashMap<>();
        Map<Projection<?>, Object> values = new HashMap<>();
        for (Projection<?> projection : projections) {
            values.put(projection, build(projection, rows));
            for (String table : projection.tableNames()) {
                byTable.merge(table, List.of(projection), Projected::joined);
            }
        }
        return new Projected(byTable, values);
    }

    private static List<Projection<?>> joined(List<Projection<?>> some, List<Projection<?>> more) {
        List<Projection<?>> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    /** What all records come to, from the start. */
    static <P> P build(Projection<P> projection, Snapshot rows) {
        P value = projection.empty();
        for (Table<?> table : projection.tables()) {
            value = added(projection, value, table, rows);
        }
        return value;
    }

    private static <P, T> P added(Projection<P> projection, P before, Table<T> table, Snapshot rows) {
        P value = before;
        for (T record : rows.list(table, "")) {
            String id = table.id().apply(record);
            value = projection
                    .fold()
                    .after(value, new Change<>(table, id, rows.revision(), Optional.empty(), Optional.of(record)));
        }
        return value;
    }

    /** The values after {@code change}. */
    Projected after(Change<?> change) {
        List<Projection<?>> watching = byTable.getOrDefault(change.table().name(), List.of());
        if (watching.isEmpty()) {
            return this;
        }
        Map<Projection<?>, Object> next = new HashMap<>(values);
        for (Projection<?> projection : watching) {
            next.computeIfPresent(projection, (same, value) -> fold(same, value, change));
        }
        return new Projected(byTable, next);
    }

    @SuppressWarnings("unchecked") // a value was made by its own projection
    private static <P> Object fold(Projection<P> projection, Object value, Change<?> change) {
        return projection.fold().after((P) value, change);
    }

    /** The value of {@code projection}; empty when it was not declared. */
    @SuppressWarnings("unchecked") // as above
    <P> Optional<P> get(Projection<P> projection) {
        return Optional.ofNullable((P) values.get(projection));
    }
}
