package io.gantry.ecs.instance;

import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Table;

/** The table of hosts' ledgers. */
public final class Allocations {
    /** Ledgers by {@link Allocation#id()}. */
    public static final Table<Allocation> TABLE =
            Table.of("ecs/allocation", Allocation::id, JsonRecordCodec.of(Allocation.class));

    private Allocations() {}
}
