package io.gantry.placement;

import java.util.Arrays;
import java.util.Set;

/** How many there are of each name: a short sorted list that is copied on each change. */
public final class Tally {
    private static final Tally NONE = new Tally(new String[0], new int[0]);

    private final String[] names;
    private final int[] counts;

    private Tally(String[] names, int[] counts) {
        this.names = names;
        this.counts = counts;
    }

    /** Nothing. */
    public static Tally none() {
        return NONE;
    }

    /** How many names there are. */
    public int size() {
        return names.length;
    }

    /** The name at a position, in their order. */
    public String name(int position) {
        return names[position];
    }

    /** How many there are of the name at a position. */
    public int count(int position) {
        return counts[position];
    }

    /** How many there are of {@code name}. */
    public int of(String name) {
        int at = Arrays.binarySearch(names, name);
        return at < 0 ? 0 : counts[at];
    }

    /** All names. */
    public Set<String> names() {
        return Set.of(names);
    }

    /**
     * With {@code more} of {@code name}.
     *
     * @param more negative to take some away
     * @throws IllegalStateException when there are not as many
     */
    public Tally plus(String name, int more) {
        int at = Arrays.binarySearch(names, name);
        int count = (at < 0 ? 0 : counts[at]) + more;
        if (count < 0) {
            throw new IllegalStateException("there are fewer than " + -more + " of " + name);
        }
        if (at < 0) {
            return count == 0 ? this : inserted(-at - 1, name, count);
        }
        if (count == 0) {
            return removed(at);
        }
        int[] changed = counts.clone();
        changed[at] = count;
        return new Tally(names, changed);
    }

    private Tally inserted(int at, String name, int count) {
        String[] longer = Arrays.copyOf(names, names.length + 1);
        int[] counted = Arrays.copyOf(counts, names.length + 1);
        System.arraycopy(names, at, longer, at + 1, names.length - at);
        System.arraycopy(counts, at, counted, at + 1, names.length - at);
        longer[at] = name;
        counted[at] = count;
        return new Tally(longer, counted);
    }

    private Tally removed(int at) {
        if (names.length == 1) {
            return NONE;
        }
        String[] shorter = Arrays.copyOf(names, names.length - 1);
        int[] counted = Arrays.copyOf(counts, names.length - 1);
        System.arraycopy(names, at + 1, shorter, at, shorter.length - at);
        System.arraycopy(counts, at + 1, counted, at, shorter.length - at);
        return new Tally(shorter, counted);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tally tally && Arrays.equals(names, tally.names) && Arrays.equals(counts, tally.counts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(names) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "Tally" + Arrays.toString(names) + Arrays.toString(counts);
    }
}
