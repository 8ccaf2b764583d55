package io.gantry.benchmarks.scale;

/**
 * Durations of one thing done so often that keeping each would be most of the heap: counted in steps of a thirty-second, so
 * what comes out is up to 3 % too much.
 */
public final class Spread {
    private static final int STEPS = 32;

    private final long[] counts = new long[64 * STEPS];
    private long total;

    /** Adds one. */
    public void add(long nanos) {
        counts[bucket(Math.max(STEPS, nanos))]++;
        total++;
    }

    /**
     * The duration in milliseconds that this share of them does not exceed.
     *
     * @param share from 0 to 1
     */
    public double millis(double share) {
        if (total == 0) {
            throw new IllegalStateException("nothing was measured");
        }
        long left = (long) Math.ceil(share * total);
        int bucket = -1;
        while (left > 0) {
            left -= counts[++bucket];
        }
        int octave = bucket / STEPS;
        return Math.scalb((double) (STEPS + bucket % STEPS + 1), octave - 5) / 1e6;
    }

    /** The octave, then its thirty-second. */
    private static int bucket(long nanos) {
        int octave = 63 - Long.numberOfLeadingZeros(nanos);
        return octave * STEPS + (int) (nanos >> (octave - 5)) - STEPS;
    }
}
