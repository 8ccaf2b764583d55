package io.gantry.ec2.resource;

import io.gantry.records.JsonRecordCodec;
import io.gantry.state.Table;
import io.gantry.state.Tx;

/**
 * The table of fences. Lists are not protected in a transaction: what adds to a list and what decides on it both pass the
 * fence of what the list belongs to, so that they cannot both commit unseen. A subnet fences its own addresses instead.
 */
public final class Fences {
    /** Fences by what they fence. */
    public static final Table<Fence> TABLE = Table.of("ec2/fence", Fence::id, JsonRecordCodec.of(Fence.class));

    private Fences() {}

    /** Excludes every other transaction that passes the fence of {@code id} and has not seen this one. */
    public static void pass(Tx tx, String id) {
        long passes = tx.get(TABLE, id).map(Fence::passes).orElse(0L);
        tx.put(TABLE, new Fence(id, passes + 1));
    }

    /** Ends a fence together with what it fenced, whose id will never be given again. */
    public static void end(Tx tx, String id) {
        tx.delete(TABLE, id);
    }
}
