package io.gantry.store.embedded;

import io.gantry.state.Table;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A small cache of decoded records. Records are kept encoded, because their object graphs are several times as large;
 * those read again and again are kept decoded as well. A row has the places of its set: a record that is read moves up by
 * one of them, a new one takes the last. So records that are read once push out only each other, and what every placement
 * reads stays. Threads need no lock: the worst that two of them do is to forget an entry.
 */
final class Decoded {
    private static final int WAYS = 4;
    private static final int SETS = 1024;

    private final Shorthand shorthand = new Shorthand();
    private final AtomicReferenceArray<@Nullable Entry> places = new AtomicReferenceArray<>(SETS * WAYS);

    <T> T value(Table<T> table, Row row) {
        int first = first(row);
        for (int at = first; at < first + WAYS; at++) {
            Entry entry = places.getAcquire(at);
            if (entry != null && entry.row == row) {
                if (at > first) {
                    places.setRelease(at, places.getAcquire(at - 1));
                    places.setRelease(at - 1, entry);
                }
                @SuppressWarnings(
                        "unchecked") // a row belongs to one table, so the entry was made by this table's codec
                T known = (T) entry.value;
                return known;
            }
        }
        T value = table.codec().decode(stored(row));
        keep(row, value);
        return value;
    }

    /** A row of an encoded record. One thread at a time calls this. */
    Row row(String id, byte[] stored) {
        return new Row(id, shorthand.shorten(stored));
    }

    /** A row's encoded record. */
    byte[] stored(Row row) {
        return shorthand.expand(row.kept());
    }

    /** Keeps {@code value}, which {@code row} was just made from. */
    void keep(Row row, Object value) {
        places.setRelease(first(row) + WAYS - 1, new Entry(row, value));
    }

    private static int first(Row row) {
        return (System.identityHashCode(row) & (SETS - 1)) * WAYS;
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
