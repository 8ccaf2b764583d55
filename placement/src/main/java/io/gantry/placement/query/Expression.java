package io.gantry.placement.query;

import java.util.regex.Pattern;

/**
 * A regular expression that a whole value must match. Callers write it, so its work on one value is bounded: an expression
 * that needs more looks at the value's characters than {@link #LOOKS} matches nothing.
 */
record Expression(Pattern pattern) implements ValueTest {
    private static final int LOOKS = 100_000;

    @Override
    public boolean passes(String value) {
        try {
            return pattern.matcher(new Metered(value)).matches();
        } catch (TooMuchWork givenUp) {
            return false;
        }
    }

    /** Ends a match that goes on and on. */
    private static final class TooMuchWork extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuchWork() {
            super("too much work", null, false, false);
        }
    }

    /** A text that counts how often it is looked at. */
    private static final class Metered implements CharSequence {
        private final String text;
        private int left = LOOKS;

        Metered(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            left--;
            if (left < 0) {
                throw new TooMuchWork();
            }
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
