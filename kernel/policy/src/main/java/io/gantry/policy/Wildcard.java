package io.gantry.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pattern of characters, {@code *} for any number of them and {@code ?} for one. Matching takes at most the product of both
 * lengths, whatever the pattern: no pattern can make a decision hang.
 */
final class Wildcard {
    /** Any number of any characters. */
    static final int STAR = -1;

    /** One character, whichever. */
    static final int ONE = -2;

    /** Any number of characters that are no colons. */
    static final int WITHIN_SEGMENT = -3;

    /** How many segments of an ARN end with a colon. */
    private static final int SEGMENTS = 5;

    private final int[] tokens;
    private final boolean bounded;
    private final int literal;

    /** A pattern of these tokens: characters, {@link #STAR}, {@link #ONE}, {@link #WITHIN_SEGMENT}. */
    Wildcard(int[] tokens) {
        this.tokens = tokens.clone();
        this.bounded = Arrays.stream(tokens).anyMatch(token -> token == WITHIN_SEGMENT);
        this.literal = leadingCharacters(tokens);
    }

    /** The pattern that {@code text} writes. */
    static Wildcard of(String text) {
        return new Wildcard(tokens(text));
    }

    /** Tokens of a text whose stars and question marks are wildcards. */
    static int[] tokens(String text) {
        return text.chars().map(c -> c == '*' ? STAR : c == '?' ? ONE : c).toArray();
    }

    /**
     * The same pattern as a pattern of ARNs: a star stands for something within its segment, and only as the last of its segment
     * for what follows too. After the fifth colon everything is one segment, since resources have colons of their own.
     *
     * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html">IAM: Resource</a>
     */
    Wildcard ofArns() {
        int[] bound = tokens.clone();
        int colons = 0;
        for (int i = 0; i < bound.length && colons < SEGMENTS; i++) {
            if (bound[i] == ':') {
                colons++;
            }
            boolean last = i + 1 == bound.length || bound[i + 1] == ':';
            if (bound[i] == STAR && !last) {
                bound[i] = WITHIN_SEGMENT;
            }
        }
        return new Wildcard(bound);
    }

    /** Parts of this pattern between its colons, at most {@code most}; the last one has the rest. */
    List<Wildcard> splitAtColons(int most) {
        List<Wildcard> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < tokens.length && parts.size() < most - 1; i++) {
            if (tokens[i] == ':') {
                parts.add(new Wildcard(Arrays.copyOfRange(tokens, from, i)));
                from = i + 1;
            }
        }
        parts.add(new Wildcard(Arrays.copyOfRange(tokens, from, tokens.length)));
        return List.copyOf(parts);
    }

    /** Whether the whole of {@code text} is of this pattern. */
    boolean matches(String text) {
        int length = text.length();
        if (length < literal) {
            return false;
        }
        for (int i = 0; i < literal; i++) {
            if (text.charAt(i) != tokens[i]) {
                return false;
            }
        }
        if (literal == tokens.length) {
            return length == literal;
        }
        if (literal == tokens.length - 1 && tokens[literal] == STAR) {
            return true;
        }
        return bounded ? matchesBounded(text) : matchesGreedily(text);
    }

    /** A star takes as little as it can and one more whenever the rest does not fit; earlier stars need not be asked again. */
    private boolean matchesGreedily(String text) {
        int at = literal;
        int token = literal;
        int star = -1;
        int resume = 0;
        while (at < text.length()) {
            int wanted = token < tokens.length ? tokens[token] : 0;
            if (token < tokens.length && wanted == STAR) {
                star = token++;
                resume = at;
            } else if (token < tokens.length && (wanted == ONE || wanted == text.charAt(at))) {
                token++;
                at++;
            } else if (star >= 0) {
                token = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (token < tokens.length && tokens[token] == STAR) {
            token++;
        }
        return token == tokens.length;
    }

    /** All places of the pattern that the text read so far can have led to, a character at a time. */
    private boolean matchesBounded(String text) {
        boolean[] here = new boolean[tokens.length + 1];
        here[literal] = true;
        for (int i = literal; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean[] next = new boolean[tokens.length + 1];
            for (int token = 0; token < tokens.length; token++) {
                if (isStar(token) && here[token]) {
                    here[token + 1] = true;
                }
            }
            for (int token = 0; token < tokens.length; token++) {
                if (!here[token]) {
                    continue;
                }
                if (tokens[token] == STAR || (tokens[token] == WITHIN_SEGMENT && c != ':')) {
                    next[token] = true;
                } else if (tokens[token] == ONE || tokens[token] == c) {
                    next[token + 1] = true;
                }
            }
            here = next;
        }
        for (int token = 0; token < tokens.length; token++) {
            if (isStar(token) && here[token]) {
                here[token + 1] = true;
            }
        }
        return here[tokens.length];
    }

    private boolean isStar(int token) {
        return tokens[token] == STAR || tokens[token] == WITHIN_SEGMENT;
    }

    private static int leadingCharacters(int[] tokens) {
        int count = 0;
        while (count < tokens.length && tokens[count] >= 0) {
            count++;
        }
        return count;
    }
}
