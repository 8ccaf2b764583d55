package io.gantry.logs.pattern;

import java.nio.charset.StandardCharsets;

/** Something that a line holds or does not. */
sealed interface Term {
    /** A word or phrase, anywhere in the line, in this case. */
    record Text(String text, Needle needle) implements Term {
        Text(String text) {
            this(text, new Needle(text));
        }
    }

    /** What a regular expression finds. */
    record Regex(RegexTerm regex) implements Term {}

    default boolean in(byte[] bytes, int from, int to) {
        return switch (this) {
            case Text(String _, Needle needle) -> needle.in(bytes, from, to);
            case Regex(RegexTerm regex) -> regex.finds(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        };
    }

    /** Whether it could be in a line within these bytes. */
    default boolean mayBeWithin(byte[] bytes, int from, int to) {
        return switch (this) {
            case Text(String _, Needle needle) -> needle.in(bytes, from, to);
            case Regex _ -> true;
        };
    }
}
