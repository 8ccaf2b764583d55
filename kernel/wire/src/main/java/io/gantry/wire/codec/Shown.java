package io.gantry.wire.codec;

/** Caller's text as an error message shows it: cut, and without characters that no answer can carry. */
public final class Shown {
    private static final int LONGEST = 100;

    private Shown() {}

    /** {@code text} fit to be shown. */
    public static String of(String text) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), LONGEST));
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            shown.append(c < ' ' || c > '~' ? '?' : c);
        }
        return text.length() > LONGEST ? shown + "..." : shown.toString();
    }
}
