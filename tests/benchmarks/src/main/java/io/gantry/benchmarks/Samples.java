package io.gantry.benchmarks;

import java.util.Arrays;

/** Durations of one thing done many times. */
public final class Samples {
    private long[] nanos = new long[64];
    private int count;

    /** Adds one. */
    public void add(long durationNanos) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = durationNanos;
    }

    /** Adds all of another. */
    public void addAll(Samples other) {
        for (int i = 0; i < other.count; i++) {
            add(other.nanos[i]);
        }
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /**
     * The duration in milliseconds that this share of the samples does not exceed.
     *
     * @param share from 0 to 1
     */
    public double millis(double share) {
        if (count == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        long[] sorted = Arrays.copyOf(nanos, count);
        Arrays.sort(sorted);
        int at = (int) Math.ceil(share * count) - 1;
        return sorted[Math.max(0, at)] / 1e6;
    }

    /** The median in milliseconds. */
    public double medianMillis() {
        return millis(0.5);
    }
}
