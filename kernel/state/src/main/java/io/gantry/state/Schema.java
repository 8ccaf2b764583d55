package io.gantry.state;

import java.util.ArrayList;
import java.util.List;

/**
 * What a process keeps in its store. Stores answer for what is not declared here too, but they work it out each time.
 *
 * @param tables with their indexes
 * @param projections of those tables
 */
public record Schema(List<Table<?>> tables, List<Projection<?>> projections) {
    public Schema {
        tables = List.copyOf(tables);
        projections = List.copyOf(projections);
        for (Projection<?> projection : projections) {
            if (!tables.containsAll(projection.tables())) {
                throw new IllegalArgumentException(projection + " is of tables that are not declared");
            }
        }
    }

    /** Tables without projections. */
    public static Schema of(Table<?>... tables) {
        return new Schema(List.of(tables), List.of());
    }

    /** With one more projection. */
    public Schema with(Projection<?> projection) {
        List<Projection<?>> more = new ArrayList<>(projections);
        more.add(projection);
        return new Schema(tables, more);
    }
}
