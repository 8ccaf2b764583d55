package io.gantry.ecs.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command line taken apart as a POSIX shell would, without expanding anything: the container may have no shell. Quotes and
 * backslashes join words as in the Shell Command Language, 2.2.
 *
 * @see <a href="https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02">POSIX: quoting</a>
 */
final class CommandWords {
    private final String text;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean begun;
    private int at;

    private CommandWords(String text) {
        this.text = text;
    }

    /** The words of {@code text}; empty when a quote is not closed, or the last character is a lone backslash. */
    static Optional<List<String>> of(String text) {
        CommandWords reading = new CommandWords(text);
        return reading.read() ? Optional.of(List.copyOf(reading.words)) : Optional.empty();
    }

    private boolean read() {
        while (at < text.length()) {
            char next = text.charAt(at++);
            boolean whole = switch (next) {
                case '\'' -> single();
                case '"' -> twice();
                case '\\' -> escaped();
                case ' ', '\t', '\n', '\r' -> end();
                default -> add(next);
            };
            if (!whole) {
                return false;
            }
        }
        return end();
    }

    private boolean end() {
        if (begun) {
            words.add(word.toString());
            word.setLength(0);
            begun = false;
        }
        return true;
    }

    private boolean add(char next) {
        word.append(next);
        begun = true;
        return true;
    }

    private boolean escaped() {
        return at < text.length() && add(text.charAt(at++));
    }

    private boolean single() {
        int close = text.indexOf('\'', at);
        if (close < 0) {
            return false;
        }
        word.append(text, at, close);
        begun = true;
        at = close + 1;
        return true;
    }

    private boolean twice() {
        begun = true;
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next == '"') {
                return true;
            }
            if (next == '\\' && at < text.length() && "\"\\$`".indexOf(text.charAt(at)) >= 0) {
                next = text.charAt(at++);
            }
            word.append(next);
        }
        return false;
    }
}
