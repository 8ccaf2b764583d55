package io.gantry.state;

import java.util.List;
import java.util.Optional;

/** All tables at one revision. Cheap to take and safe to keep; it never changes. */
public interface View {
    /** The revision, which grows by one with each commit; 0 is the empty store. */
    long revision();

    /** The record with this id. */
    <T> Optional<T> get(Table<T> table, String id);

    /** The records whose id starts with {@code idPrefix}, ascending by id; the empty prefix lists all. */
    <T> List<T> list(Table<T> table, String idPrefix);

    /** The records under {@code key} in {@code index}, ascending by id. */
    <T> List<T> list(Table<T> table, Index<T> index, String key);

    /** How many records {@link #list(Table, Index, String)} would answer; costs the same for ten and for ten thousand. */
    <T> int count(Table<T> table, Index<T> index, String key);

    /** What the records come to; in a transaction, its own changes included. */
    <P> P get(Projection<P> projection);
}
