package io.gantry.store.embedded;

import io.gantry.state.Table;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A small cache of decoded records. Records are kept encoded, because their object graphs are several times as large;
 * those read again and again are kept decoded as well. Each row has one slot; the last one read wins it, so threads need
 * no lock and the memory is bounded.
 */
final class Decoded {
    private static final int SLOTS = 1024;

    private final AtomicReferenceArray<Entry> slots = new AtomicReferenceArray<>(SLOTS);

    <T> T value(Table<T> table, Row row) {
        int slot = slot(row);
        Entry entry = slots.get(slot);
        if (entry != null && entry.row == row) {
            @SuppressWarnings("unchecked") // a row belongs to one table, so the entry was made by this table's codec
            T known = (T) entry.value;
            return known;
        }
        T value = table.codec().decode(row.stored());
        slots.set(slot, new Entry(row, value));
        return value;
    }

    /** Keeps {@code value}, which {@code row} was just made from. */
    void keep(Row row, Object value) {
        slots.set(slot(row), new Entry(row, value));
    }

    private static int slot(Row row) {
        return System.identityHashCode(row) & (SLOTS - 1);
    }

    private static final class Entry {
        final Row row;
        final Object value;

        Entry(Row row, Object value) {
            this.row = row;
            this.value = value;
        }
    }
}
