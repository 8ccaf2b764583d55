package io.gantry.survival;

import java.util.Locale;
import java.util.Random;

/**
 * One moment at which something is killed.
 *
 * @param victim what dies
 * @param after what has to happen first, since the last start
 * @param times how often
 * @param delayMillis how long after that
 * @param recovering the killed processes are not waited for: the next kill meets them while they start
 * @param orphan a container of ours appears whose task nobody knows
 */
record Kill(
        int number, Victim victim, Signals.Kind after, int times, int delayMillis, boolean recovering, boolean orphan) {
    private static final Signals.Kind[] MOMENTS = Signals.Kind.values();

    /** What dies. */
    enum Victim {
        SERVER,
        NODE,
        BOTH;

        boolean server() {
            return this != NODE;
        }

        boolean node() {
            return this != SERVER;
        }
    }

    /** The next one. Half of them come at once after what they wait for: an acknowledged write, a create, a start, an end. */
    static Kill next(int number, Random random) {
        return new Kill(
                number,
                Victim.values()[random.nextInt(3)],
                MOMENTS[random.nextInt(MOMENTS.length)],
                1 + random.nextInt(2),
                random.nextBoolean() ? random.nextInt(10) : random.nextInt(300),
                random.nextInt(3) == 0,
                random.nextInt(10) == 0);
    }

    @Override
    public String toString() {
        return "kill " + number + ": " + victim.name().toLowerCase(Locale.ROOT) + ", " + delayMillis + " ms after "
                + times + " x " + after + (recovering ? ", not waited for" : "") + (orphan ? ", with an orphan" : "");
    }
}
