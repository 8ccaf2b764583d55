package io.gantry.state;

import java.util.List;
import java.util.function.Function;

/**
 * A kind of record that the store keeps.
 *
 * @param name {@code <service>/<noun>}, for example {@code ecs/task}; unique and never changed, since it is stored
 * @param id a record's id inside the table, {@code <account>/<region>/<id>}; must never change for one record. Ids sort
 *     as text, so records of one account and region lie together.
 * @param codec the stored form
 * @param indexes secondary orders, kept in memory by the store
 */
public record Table<T>(String name, Function<T, String> id, RecordCodec<T> codec, List<Index<T>> indexes) {
    public Table {
        if (!name.matches("[a-z0-9-]+/[a-z0-9-]+")) {
            throw new IllegalArgumentException("a table is named <service>/<noun>, not " + name);
        }
        indexes = List.copyOf(indexes);
    }

    /** A table without secondary indexes. */
    public static <T> Table<T> of(String name, Function<T, String> id, RecordCodec<T> codec) {
        return new Table<>(name, id, codec, List.of());
    }

    /** Tables are the same when their names are: functions have no equality. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Table<?> table && table.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return "Table[" + name + "]";
    }
}
