package io.gantry.control;

/**
 * What a reconciler looks at, for example one task.
 *
 * @param kind the reconciler's noun, for example {@code task}
 * @param id the record's id, {@code <account>/<region>/<id>}
 */
public record Key(String kind, String id) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return kind + "/" + id;
    }
}
