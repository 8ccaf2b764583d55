package io.gantry.logs.pattern;

import io.gantry.base.AwsError;
import java.util.Optional;

/** The text of a pattern, and how far it has been read. */
final class PatternText {
    /** What a regular expression is written between. */
    static final char REGEX = '%';

    private static final int SHOWN = 200;
    private static final int MOST_REGEXES = 2;

    private final String text;
    private int at;
    private int regexes;

    PatternText(String text) {
        this.text = text;
    }

    boolean ended() {
        return at >= text.length();
    }

    /** Whether what is left starts with {@code words}. */
    boolean starts(String words) {
        return text.startsWith(words, at);
    }

    /** The next character; a zero at the end. */
    char peek() {
        return ended() ? 0 : text.charAt(at);
    }

    /** Takes the next character. */
    char take() {
        return text.charAt(at++);
    }

    /** Takes {@code words} if they come next. */
    boolean skip(String words) {
        boolean found = starts(words);
        if (found) {
            at += words.length();
        }
        return found;
    }

    /** Takes {@code words}, which must come next. */
    void demand(String words) {
        if (!skip(words)) {
            throw invalid(ended() ? "\"" + words + "\" is missing at the end" : "\"" + words + "\" is expected");
        }
    }

    void skipSpaces() {
        while (!ended() && Character.isWhitespace(peek())) {
            at++;
        }
    }

    /** Takes a keyword in any case, if it comes next as a whole word; spaces before it are taken with it. */
    boolean skipWord(String word) {
        skipSpaces();
        int end = at + word.length();
        boolean found = text.regionMatches(true, at, word, 0, word.length())
                && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
        if (found) {
            at = end;
        }
        return found;
    }

    /** Takes characters as long as they are plain or among {@code others}; may be empty. */
    String word(String others) {
        int from = at;
        while (!ended() && (plain(peek()) || others.indexOf(peek()) >= 0)) {
            at++;
        }
        return text.substring(from, at);
    }

    static boolean plain(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    /** Takes everything up to the next space. */
    String untilSpace() {
        int from = at;
        while (!ended() && !Character.isWhitespace(peek())) {
            at++;
        }
        return text.substring(from, at);
    }

    /** Takes a text in {@code quote}s, in which a backslash stands before a quote or a backslash. */
    String quoted(char quote) {
        StringBuilder found = new StringBuilder();
        at++;
        while (!ended() && peek() != quote) {
            char next = take();
            boolean escaped = next == '\\' && (peek() == quote || peek() == '\\');
            found.append(escaped ? take() : next);
        }
        demand(Character.toString(quote));
        return found.toString();
    }

    /** Takes a regular expression if one comes next. */
    Optional<RegexTerm> regex() {
        if (peek() != REGEX) {
            return Optional.empty();
        }
        int end = text.indexOf(REGEX, at + 1);
        if (end < 0) {
            throw invalid("the regular expression has no closing %");
        }
        if (++regexes > MOST_REGEXES) {
            throw invalid("a pattern holds at most " + MOST_REGEXES + " regular expressions");
        }
        String expression = text.substring(at + 1, end);
        at = end + 1;
        return Optional.of(RegexTerm.of(expression, this));
    }

    /** The refusal of the pattern. */
    AwsError invalid(String why) {
        String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
        return AwsError.client(
                "InvalidParameterException",
                "Invalid filter pattern: " + why + ", at character " + at + " of: " + shown);
    }

    /** The refusal of a term with characters that need quotation marks, in AWS's words. */
    AwsError invalidTerm(String term) {
        String shown = term.length() <= SHOWN ? term : term.substring(0, SHOWN) + "...";
        return AwsError.client("InvalidParameterException", "Invalid character(s) in term '" + shown + "'");
    }
}
