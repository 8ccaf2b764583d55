package io.gantry.placement;

import java.util.Arrays;

/**
 * How many tasks of one group each host of a pool holds, as sets of slots: those with at least one task, those with at least
 * two, and so on. One more task is one more bit, and the hosts that hold so many are found 64 at a time.
 */
final class Members {
    static final Members NONE = new Members(new long[0][], new int[0], 0);

    /** Whatever the number of tasks. */
    static final int ANY = -1;

    private final long[][] atLeast;
    private final int[] hosts;
    private final int tasks;

    private Members(long[][] atLeast, int[] hosts, int tasks) {
        this.atLeast = atLeast;
        this.hosts = hosts;
        this.tasks = tasks;
    }

    /** All of them together. */
    int tasks() {
        return tasks;
    }

    /** The most that a host holds. */
    int most() {
        return atLeast.length;
    }

    /** How many hosts hold exactly {@code count} tasks, of a pool of {@code poolSize}. */
    int hostsWith(int count, int poolSize) {
        return count == ANY ? poolSize : hostsWithAtLeast(count, poolSize) - hostsWithAtLeast(count + 1, poolSize);
    }

    private int hostsWithAtLeast(int count, int poolSize) {
        if (count == 0) {
            return poolSize;
        }
        return count > hosts.length ? 0 : hosts[count - 1];
    }

    /** The least that a host holds, of a pool of {@code poolSize}. */
    int least(int poolSize) {
        int least = 0;
        while (least < hosts.length && hosts[least] == poolSize) {
            least++;
        }
        return least;
    }

    /** The places in a block of those who hold exactly {@code count} tasks. */
    long places(int count, int block) {
        if (count == ANY) {
            return -1L;
        }
        long enough = count == 0 ? -1L : word(count - 1, block);
        return enough & ~word(count, block);
    }

    private long word(int level, int block) {
        return level < atLeast.length && block < atLeast[level].length ? atLeast[level][block] : 0;
    }

    /** Whether the host in {@code slot} holds exactly {@code count} tasks. */
    boolean holds(int slot, int count) {
        return (places(count, slot / Block.HOSTS) >>> slot % Block.HOSTS & 1) != 0;
    }

    /** How many the host in {@code slot} holds. */
    int count(int slot) {
        int count = 0;
        while ((word(count, slot / Block.HOSTS) >>> slot % Block.HOSTS & 1) != 0) {
            count++;
        }
        return count;
    }

    /** With {@code count} tasks on the host in {@code slot}. */
    Members with(int slot, int count) {
        int before = count(slot);
        if (before == count) {
            return this;
        }
        long[][] changed = Arrays.copyOf(atLeast, Math.max(atLeast.length, count));
        int[] counted = Arrays.copyOf(hosts, changed.length);
        int block = slot / Block.HOSTS;
        long bit = 1L << slot % Block.HOSTS;
        for (int level = before; level < count; level++) {
            long[] words = level < atLeast.length ? atLeast[level] : new long[0];
            changed[level] = Arrays.copyOf(words, Math.max(words.length, block + 1));
            changed[level][block] |= bit;
            counted[level]++;
        }
        for (int level = count; level < before; level++) {
            changed[level] = changed[level].clone();
            changed[level][block] &= ~bit;
            counted[level]--;
        }
        int levels = changed.length;
        while (levels > 0 && counted[levels - 1] == 0) {
            levels--;
        }
        return new Members(Arrays.copyOf(changed, levels), Arrays.copyOf(counted, levels), tasks + count - before);
    }
}
