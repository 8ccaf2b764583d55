package io.gantry.state;

import java.time.Instant;

/**
 * One run of a transaction's body: it sees its own changes. A record read <em>by id</em> is protected (should it change
 * before the commit, the body runs again); a list or a projection is not, so a decision that rests on one reads and writes a
 * fence record.
 */
public interface Tx extends View {
    /** The transaction's moment: the same for the whole body. */
    Instant now();

    /** A new identifier, 32 lower-case hexadecimal characters; another one each time the body runs. */
    String newId();

    /** {@code bytes} unpredictable bytes as lower-case hexadecimal text. */
    String newSecret(int bytes);

    /** Writes {@code value}, new or instead of the record with its id. Writing an equal record changes nothing. */
    <T> void put(Table<T> table, T value);

    /** Deletes the record with this id, if there is one. */
    void delete(Table<?> table, String id);
}
