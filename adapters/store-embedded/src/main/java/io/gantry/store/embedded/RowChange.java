package io.gantry.store.embedded;

import io.gantry.state.Change;
import io.gantry.state.Table;
import java.util.Optional;

/** A change in stored form; it is decoded for those who watch. */
record RowChange(String table, String id, long revision, Optional<Row> before, Optional<Row> after) {

    /** How much it counts against {@link io.gantry.base.Limits#BYTES_PER_COMMIT}. */
    int bytes() {
        return table.length()
                + id.length()
                + after.map(row -> row.stored().length).orElse(0);
    }

    Journal.Write write() {
        return new Journal.Write(table, id, after.map(Row::stored).orElseGet(() -> new byte[0]));
    }

    <T> Change<T> decode(Table<T> definition, Decoded decoded) {
        return new Change<>(
                definition,
                id,
                revision,
                before.map(row -> decoded.value(definition, row)),
                after.map(row -> decoded.value(definition, row)));
    }
}
