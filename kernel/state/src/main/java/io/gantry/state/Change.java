package io.gantry.state;

import java.util.Optional;

/**
 * One committed change of one record.
 *
 * @param revision the commit's revision; several changes may share it
 * @param before the record until then; empty when it was created
 * @param after the record since then; empty when it was deleted
 */
public record Change<T>(Table<T> table, String id, long revision, Optional<T> before, Optional<T> after) {

    /** The newer record, or the deleted one. One of the two is always there. */
    public T latest() {
        return after.orElseGet(before::orElseThrow);
    }
}
