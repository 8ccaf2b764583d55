package io.gantry.logs.pattern;

import io.gantry.base.AwsError;

/** A text of which only so many characters may be looked at: some expressions would look for hours at some lines. */
final class BoundedText implements CharSequence {
    private static final long MOST_LOOKS = 50_000_000;

    private final String text;
    private long looks;

    BoundedText(String text) {
        this.text = text;
    }

    @Override
    public char charAt(int index) {
        if (++looks > MOST_LOOKS) {
            throw AwsError.client(
                    "InvalidParameterException",
                    "The regular expression of the filter pattern takes too long. Use fewer quantifiers.");
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
