package io.gantry.store.embedded;

import io.gantry.state.Change;
import io.gantry.state.Table;
import java.util.Optional;

/** A change in stored form; it is decoded for those who watch. */
record RowChange(String table, String id, long revision, Optional<Row> before, Optional<Row> after) {

    <T> Change<T> decode(Table<T> definition, Decoded decoded) {
        return new Change<>(
                definition,
                id,
                revision,
                before.map(row -> decoded.value(definition, row)),
                after.map(row -> decoded.value(definition, row)));
    }
}
