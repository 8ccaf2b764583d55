package io.gantry.logs.pattern;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text to look for in bytes of UTF-8, without making texts of them: Horspool's search, which mostly leaps by the length of what it
 * looks for.
 */
final class Needle {
    private static final int BYTES = 256;

    private final byte[] wanted;
    private final int[] leaps = new int[BYTES];

    Needle(String text) {
        wanted = text.getBytes(StandardCharsets.UTF_8);
        Arrays.fill(leaps, Math.max(1, wanted.length));
        for (int i = 0; i < wanted.length - 1; i++) {
            leaps[wanted[i] & 0xff] = wanted.length - 1 - i;
        }
    }

    /** Whether the text is in {@code bytes} between {@code from} and {@code to}. */
    boolean in(byte[] bytes, int from, int to) {
        int last = wanted.length - 1;
        if (last < 0) {
            return true;
        }
        byte end = wanted[last];
        for (int at = from + last; at < to; at += leaps[bytes[at] & 0xff]) {
            if (bytes[at] == end && equal(bytes, at - last)) {
                return true;
            }
        }
        return false;
    }

    private boolean equal(byte[] bytes, int from) {
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[from + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
