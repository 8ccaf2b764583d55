package io.gantry.placement;

import java.util.Arrays;

/** The tasks of one group in the pools that hold some. */
final class Group {
    static final Group NONE = new Group(new int[0], new Members[0]);

    private final int[] pools;
    private final Members[] members;

    private Group(int[] pools, Members[] members) {
        this.pools = pools;
        this.members = members;
    }

    boolean isEmpty() {
        return pools.length == 0;
    }

    /** How many pools hold some. */
    int pools() {
        return pools.length;
    }

    /** The number of the pool at a position. */
    int pool(int position) {
        return pools[position];
    }

    /** The tasks in the pool at a position. */
    int tasks(int position) {
        return members[position].tasks();
    }

    /** Those of a pool. */
    Members in(int pool) {
        int at = Arrays.binarySearch(pools, pool);
        return at < 0 ? Members.NONE : members[at];
    }

    /** With {@code count} tasks on the host in {@code slot} of {@code pool}. */
    Group with(int pool, int slot, int count) {
        int at = Arrays.binarySearch(pools, pool);
        Members changed = (at < 0 ? Members.NONE : members[at]).with(slot, count);
        if (changed.tasks() == 0) {
            return at < 0 ? this : without(at);
        }
        if (at >= 0) {
            Members[] all = members.clone();
            all[at] = changed;
            return new Group(pools, all);
        }
        int to = -at - 1;
        int[] more = Arrays.copyOf(pools, pools.length + 1);
        Members[] all = Arrays.copyOf(members, pools.length + 1);
        System.arraycopy(pools, to, more, to + 1, pools.length - to);
        System.arraycopy(members, to, all, to + 1, pools.length - to);
        more[to] = pool;
        all[to] = changed;
        return new Group(more, all);
    }

    private Group without(int at) {
        int[] fewer = Arrays.copyOf(pools, pools.length - 1);
        Members[] left = Arrays.copyOf(members, pools.length - 1);
        System.arraycopy(pools, at + 1, fewer, at, fewer.length - at);
        System.arraycopy(members, at + 1, left, at, fewer.length - at);
        return new Group(fewer, left);
    }
}
