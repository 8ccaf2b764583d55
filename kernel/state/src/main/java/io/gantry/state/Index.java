package io.gantry.state;

import java.util.List;
import java.util.function.Function;

/**
 * A secondary order over a table's records. It is memory only: rebuilt when a store opens, maintained by each commit.
 *
 * @param name unique in its table
 * @param keys under which keys a record is found: none, one or several; a pure function of the record
 */
public record Index<T>(String name, Function<T, List<String>> keys) {

    /** Indexes are the same when their names are: a lookup names an index of the table it asks. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Index<?> index && index.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
