package io.gantry.store.embedded;

/** One stored record: its id and its encoded form in shorthand. Rows are compared by identity: each write makes a new one. */
final class Row {
    private final String id;
    private final byte[] kept;

    Row(String id, byte[] kept) {
        this.id = id;
        this.kept = kept;
    }

    String id() {
        return id;
    }

    /** What {@link Shorthand#expand} makes the encoded record of. The array is shared and never written to. */
    byte[] kept() {
        return kept;
    }
}
