package io.gantry.store.embedded;

/** One stored record: its id and its encoded form. Rows are compared by identity: each write makes a new one. */
final class Row {
    private final String id;
    private final byte[] stored;

    Row(String id, byte[] stored) {
        this.id = id;
        this.stored = stored;
    }

    String id() {
        return id;
    }

    /** The encoded record. The array is shared and never written to. */
    byte[] stored() {
        return stored;
    }
}
