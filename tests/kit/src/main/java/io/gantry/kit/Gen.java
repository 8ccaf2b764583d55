package io.gantry.kit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Random values from one seed: the same seed gives the same values on every machine. */
public final class Gen {
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-_";

    private final long seed;
    private final SplittableRandom random;

    public Gen(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /** The seed it was made from. */
    public long seed() {
        return seed;
    }

    /** An independent generator, so that one part's use of randomness does not shift another's. */
    public Gen split() {
        return new Gen(random.nextLong());
    }

    /** The plain generator. */
    public RandomGenerator random() {
        return random;
    }

    /** A number from 0 to {@code bound - 1}. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** A number from {@code low} to {@code high}, both included. */
    public int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    /** True with this probability. */
    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** One of {@code choices}. */
    public <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** One of {@code choices}. */
    @SafeVarargs
    public final <T> T oneOf(T first, T... others) {
        int at = below(others.length + 1);
        return at == 0 ? first : others[at - 1];
    }

    /** A list of up to {@code most} values. */
    public <T> List<T> list(int most, Supplier<T> value) {
        List<T> list = new ArrayList<>();
        for (int left = below(most + 1); left > 0; left--) {
            list.add(value.get());
        }
        return list;
    }

    /** {@code values} in another order. */
    public <T> List<T> shuffled(List<T> values) {
        List<T> shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, new Random(random.nextLong()));
        return shuffled;
    }

    /** A name of one to {@code most} lower-case letters, digits, hyphens and underscores, starting with a letter. */
    public String name(int most) {
        StringBuilder name = new StringBuilder();
        name.append(LETTERS.charAt(below(26)));
        for (int left = below(most); left > 0; left--) {
            name.append(LETTERS.charAt(below(LETTERS.length())));
        }
        return name.toString();
    }

    /** Up to {@code most} characters of any kind: ASCII, accents, other scripts, emoji, quotes and control characters. */
    public String text(int most) {
        StringBuilder text = new StringBuilder();
        for (int left = below(most + 1); left > 0; left--) {
            text.appendCodePoint(
                    switch (below(8)) {
                        case 0 -> oneOf((int) '"', (int) '\\', (int) '/', (int) '\n', (int) '\t', 0x1, 0x7f, 0x2028);
                        case 1 -> between(0xc0, 0x17f);
                        case 2 -> between(0x400, 0x4ff);
                        case 3 -> between(0x1f600, 0x1f64f);
                        default -> between(' ', '~');
                    });
        }
        return text.toString();
    }
}
