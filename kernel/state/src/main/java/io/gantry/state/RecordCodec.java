package io.gantry.state;

/**
 * A record's stored form. An adapter calls it; the JSON one is in {@code kernel/records}.
 *
 * @param <T> the record
 */
public interface RecordCodec<T> {
    /**
     * The stored form of {@code value}.
     *
     * @param previous the stored form that is being replaced, empty for a new record. Members in it that this release
     *     does not know are carried over, so that a downgrade followed by an upgrade loses nothing.
     */
    byte[] encode(T value, byte[] previous);

    /**
     * The record in {@code stored}.
     *
     * @throws IllegalStateException when the bytes are no record of this kind: a store that meets one does not open
     */
    T decode(byte[] stored);
}
