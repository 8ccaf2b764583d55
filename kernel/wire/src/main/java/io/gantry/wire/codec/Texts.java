package io.gantry.wire.codec;

/** Checks of text that came from outside. */
final class Texts {
    private Texts() {}

    /**
     * Returns {@code text} unless it holds half of a surrogate pair, which JSON can escape but which no answer in UTF-8
     * could carry back.
     */
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw new MalformedInput("a text holds half of a surrogate pair");
                }
                i++;
            }
        }
        return text;
    }
}
